import { describe, expect, it } from 'vitest';
import { knownVulnerabilities } from '../../scripts/known-vulnerabilities';

const shipped = new Set(['editor', 'zip']);
const advisory = (range: string) => ({ source: 1, title: 'A hole', url: 'https://advisories.test/1', range });

function report(vulnerabilities: Record<string, { via: unknown[]; fixAvailable: unknown }>): string {
  return JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });
}

describe('known vulnerabilities', () => {
  it('are none in a report without any', () => {
    const none = { advisories: [], holds: true };
    expect(knownVulnerabilities(report({}), shipped)).toEqual({ site: none, tools: none });
  });

  it('fail in a package of the site, whether or not there is a cure', () => {
    for (const fixAvailable of [true, false]) {
      const { site, tools } = knownVulnerabilities(report({ zip: { via: [advisory('<2')], fixAvailable } }), shipped);
      expect(site.holds).toBe(false);
      expect(site.advisories).toHaveLength(1);
      expect(site.advisories[0]).toContain('zip <2 https://advisories.test/1');
      expect(tools.holds).toBe(true);
    }
  });

  it('fail in a tool when another release is without it, and are named when none is', () => {
    const curable = report({ bundler: { via: [advisory('<2')], fixAvailable: { name: 'bundler', version: '2.0.0' } } });
    expect(knownVulnerabilities(curable, shipped).tools.holds).toBe(false);
    const waiting = report({ globs: { via: [advisory('*')], fixAvailable: false } });
    expect(knownVulnerabilities(waiting, shipped).tools).toEqual({
      advisories: ['globs * https://advisories.test/1 (no release without it yet)'],
      holds: true,
    });
  });

  it('are counted where they are, not in what needs it', () => {
    const { site, tools } = knownVulnerabilities(
      report({ editor: { via: ['globs'], fixAvailable: true }, globs: { via: [advisory('*')], fixAvailable: false } }),
      shipped,
    );
    expect(site).toEqual({ advisories: [], holds: true });
    expect(tools.advisories).toHaveLength(1);
  });

  it('are not told by a registry that answers no audits', () => {
    expect(() => knownVulnerabilities('{"error":{"code":"E405"}}', shipped)).toThrow();
    expect(() => knownVulnerabilities('', shipped)).toThrow();
  });
});
