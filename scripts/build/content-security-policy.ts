import type { Plugin } from 'vite';

/**
 * What the built page may load, run and ask; docs/decisions/19-content-security-policy.md has the reason of each exception.
 * Frames around the page cannot be forbidden here, nor are they to be: `?embed` is made for them.
 */
const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'style-src-attr': "'unsafe-inline'",
  'img-src': "'self'",
  'font-src': "'self'",
  // The gateway and the identity providers, who are in the page; nobody on any network has a name under `.test` (RFC 6761 §6.2).
  'connect-src': "'self' https://*.test",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types':
    // Svelte's own, and Monaco's, whose names are fixed; `default` is in src/own-scripts.ts.
    'default svelte-trusted-html editorViewLayer domLineBreaksComputer standaloneColorizer tokenizeToString ' +
    'richScreenReaderContent defaultWorkerFactory diffReview diffEditorWidget dompurify',
};

/** Puts the policy into the built page, before anything that it is for. In development the page has none: changes come as inline styles. */
export function contentSecurityPolicy(): Plugin {
  const content = Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const charset = '<meta charset="utf-8" />';
        if (!html.includes(charset)) throw new Error('index.html does not begin with its character set.');
        const meta = `<meta http-equiv="Content-Security-Policy" content="${content}" />`;
        return html.replace(charset, `${charset}\n    ${meta}`);
      },
    },
  };
}
