import type { RefusalCode } from '../../gateway/refusals';
import type { Explanation } from './explanation';

const beforeToken = 'Versions are checked before the token, so a good token changes nothing.';

/** VersionCheck (behaviour 3). */
export const versionRefusals = {
  version_missing: {
    title: 'The request names no version',
    steps: ['version'],
    met: 'sometimes',
    means: `The API has versions, the request names none, and there is no default. ${beforeToken}`,
    log: [],
    tell: 'No other refusal has this text; the access line names `VersionCheck` in `mw`.',
    causes: [
      {
        what: 'The header, query parameter or path segment that names the version is missing or empty.',
        check:
          'Look at `definition.location` and `definition.key` of the API, and for that name in the request. The name of a query parameter must match exactly.',
      },
      {
        what: 'The API has no default version.',
        check: 'Look for `version_data.default_version` in the definition.',
      },
    ],
    fixes: ['Send the version where the API reads it.', 'Set `default_version`.'],
  },

  version_unknown: {
    title: 'The API has no such version',
    steps: ['version'],
    met: 'sometimes',
    means: `The request names a version that the API does not have, or its default version does not exist. ${beforeToken}`,
    log: [],
    tell: 'The status is 403. With 404 the same text is about a version that is an API of its own.',
    causes: [
      {
        what: 'The name in the request is misspelled, or written in another case.',
        check: 'Compare it with the names in `version_data.versions`.',
      },
      {
        what: 'The default version names a version that is gone.',
        check: 'Send a version that exists: if that passes, `default_version` is at fault.',
      },
      {
        what: 'The version is read from the path, and the first segment is something else: of `/orders/get` it is `get`.',
        check: 'Look whether `definition.location` is `url`.',
      },
    ],
    fixes: ['Ask for a version that exists.', 'Add the version, or correct `default_version`.'],
  },

  version_ambiguous: {
    title: 'Several versions could be the default',
    steps: ['version'],
    met: 'seldom',
    means: `The API says that it is not versioned, and yet has more than one of the versions \`Default\`, \`default\` and the empty name. The gateway does not choose. ${beforeToken}`,
    log: [],
    tell: 'No other refusal has this text.',
    causes: [
      {
        what: 'A definition was merged or edited by hand, and both spellings are left.',
        check: 'Look at the names in `version_data.versions`.',
      },
    ],
    fixes: ['Keep one version, named `Default`.'],
  },

  version_default_missing: {
    title: 'No version is the default',
    steps: ['version'],
    met: 'seldom',
    means: `The API says that it is not versioned, but has none or several versions, and none of them is named \`Default\`. ${beforeToken}`,
    log: [],
    tell: 'No other refusal has this text.',
    causes: [
      {
        what: '`not_versioned` is true beside several named versions.',
        check: 'Look at `version_data.not_versioned` and the names in `version_data.versions`.',
      },
      { what: '`version_data.versions` is empty.', check: 'Look at the definition.' },
    ],
    fixes: ['Name the one version `Default`.', 'Set `not_versioned` to false if the API has versions.'],
  },

  base_version_unknown: {
    title: 'No API serves this version',
    steps: ['version'],
    met: 'seldom',
    means: `The versions of this API are APIs of their own, and none of them has the name that the request or the default gives. ${beforeToken}`,
    log: [],
    tell: 'The status is 404 and the body has Tyk’s form. With 403 the same text is about a version inside the definition.',
    causes: [
      {
        what: 'The name is not among the API’s versions.',
        check: 'Compare it with `definition.name` and `definition.versions` (Tyk OAS: `info.versioning`).',
      },
      {
        what: 'The default version names none of them.',
        check: 'Look at `definition.default`; `self` stands for the API itself.',
      },
    ],
    fixes: ['Ask for a version that exists.', 'Set the default to a version that exists.'],
  },

  version_expired: {
    title: 'The version has ended',
    steps: ['version'],
    met: 'seldom',
    means: `The version’s date \`expires\` is past, or it is no date at all. ${beforeToken}`,
    log: [{ level: 'error', message: 'Could not parse expiry date, disallow', when: 'the date cannot be read' }],
    tell: 'The text begins with `Api Version has expired`; that of a whole API begins with `API has expired`.',
    causes: [
      { what: 'The date is past.', check: 'Read `expires` of the version: its form is `2006-01-02 15:04`, in UTC.' },
      {
        what: 'The date has another form.',
        check: 'The log says `Could not parse expiry date, disallow`.',
        lines: ['Could not parse expiry date, disallow'],
      },
    ],
    fixes: ['Move the date, or leave it empty.', 'Ask for a newer version.'],
  },

  api_expired: {
    title: 'The API has ended',
    steps: ['version'],
    met: 'seldom',
    means: `The API’s own date \`expiration\` is past, or it is no date at all. ${beforeToken}`,
    log: [{ level: 'error', message: 'Could not parse expiration date, disallow', when: 'the date cannot be read' }],
    tell: 'The text begins with `API has expired`; that of a single version begins with `Api Version has expired`.',
    causes: [
      {
        what: 'The date is past.',
        check: 'Read `expiration` of the definition: its form is `2006-01-02 15:04`, in UTC.',
      },
      {
        what: 'The date has another form.',
        check: 'The log says `Could not parse expiration date, disallow`.',
        lines: ['Could not parse expiration date, disallow'],
      },
    ],
    fixes: ['Move the date, or leave it empty.'],
  },

  path_forbidden: {
    title: 'The API’s path lists forbid the path',
    steps: ['version'],
    met: 'sometimes',
    means: `The path is on the version’s black list, or the version has a white list and the path is not on it. ${beforeToken}`,
    log: [],
    tell: 'The text says `endpoint`. Where a policy limits the paths, it says `resource` and comes after the token.',
    causes: [
      {
        what: 'A white list is in use, and the path is not on it.',
        check:
          'Look at `white_list` of the version. A pattern is matched to its end: `/free` does not open `/free/more`.',
      },
      { what: 'The path is on the black list.', check: 'Look at `black_list` of the version.' },
      {
        what: 'The entry is for another method.',
        check: 'Entries in `extended_paths` hold for their method alone, those in `paths` for every method.',
      },
    ],
    fixes: ['Add the path to the white list.', 'Take the entry off the black list.'],
  },
} satisfies Partial<Record<RefusalCode, Explanation>>;
