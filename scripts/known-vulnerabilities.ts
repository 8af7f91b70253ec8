/** What a report of `npm audit` says of the packages in the site, and of those that only build and test it. */
import { array, boolean, looseObject, object, parse, record, string, union, type InferOutput } from 'valibot';

// The second version of the report. A package is in it for an advisory of its own, or for one of a package that it needs,
// which is then in it too.
const report = object({
  vulnerabilities: record(
    string(),
    object({
      via: array(union([string(), object({ url: string(), range: string() })])),
      fixAvailable: union([boolean(), looseObject({})]),
    }),
  ),
});

/** What is known of some packages: the advisories, and whether any of them fails the check. */
export interface Known {
  readonly advisories: readonly string[];
  readonly holds: boolean;
}

/**
 * Divides the advisories of a report. In the site none is allowed; in the tools around it those are let through for which no
 * release is a cure yet. Throws where the text is no report, as when a registry answers no audits.
 */
export function knownVulnerabilities(text: string, shipped: ReadonlySet<string>): { site: Known; tools: Known } {
  const { vulnerabilities } = parse(report, JSON.parse(text));
  const own = Object.entries(vulnerabilities).map(([name, { via, fixAvailable }]) => ({
    name,
    advisories: via.filter((each) => typeof each !== 'string'),
    curable: fixAvailable !== false,
  }));
  const inSite = own.filter(({ name }) => shipped.has(name)).flatMap(words);
  const inTools = own.filter(({ name }) => !shipped.has(name));
  return {
    site: { advisories: inSite, holds: inSite.length === 0 },
    tools: {
      advisories: inTools.flatMap(words),
      holds: inTools.every(({ advisories, curable }) => advisories.length === 0 || !curable),
    },
  };
}

interface Found {
  readonly name: string;
  readonly advisories: readonly Advisory[];
  readonly curable: boolean;
}

type Advisory = Exclude<InferOutput<typeof report>['vulnerabilities'][string]['via'][number], string>;

function words({ name, advisories, curable }: Found): string[] {
  return advisories.map(({ url, range }) => `${name} ${range} ${url}${curable ? '' : ' (no release without it yet)'}`);
}
