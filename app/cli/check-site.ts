import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isEnvelopeError } from '~/envelope/errors';
import { readManifest } from '~/envelope/script-manifest';
import { checkSite } from './check-site/check';
import type { Finding, SiteReport } from './check-site/types';
import { type Command, UsageError } from './command';

const EXIT = { same: 0, different: 1, unchecked: 2 } as const;

/**
 * `anshao check-site URL [--manifest FILE] [--release-key KEY]`: compares what a site serves with a release, page by page.
 * Exit code 0: the same · 1: something differs · 2: it could not be checked. Needs neither database nor account.
 */
export const run: Command = async ({ args, json, print }) => {
  const options = optionsFrom(args);
  const report = await checkSite(options);
  if (json) print(JSON.stringify(report));
  else for (const line of linesOf(report)) print(line);
  return EXIT[report.result];
};

function optionsFrom(args: string[]) {
  const { positionals, values } = parsed(args);
  const [address, ...more] = positionals;
  if (!address || more.length > 0) throw new UsageError('Give one address, like https://reports.example.gov.cn.');
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new UsageError('The address must begin with https:// or http://.');
  }
  const releaseKey = values['release-key'] ?? null;
  if (releaseKey !== null && !/^[\w-]{43}$/.test(releaseKey)) {
    throw new UsageError('The release key must be the 43 letters that "anshao release-key" prints.');
  }
  return { site: new URL(address).origin, manifest: values.manifest ? manifestIn(values.manifest) : null, releaseKey };
}

function parsed(args: string[]) {
  try {
    const options = { manifest: { type: 'string' }, 'release-key': { type: 'string' } } as const;
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function manifestIn(file: string): string {
  try {
    const text = readFileSync(file, 'utf8').trimEnd();
    readManifest(text);
    return text;
  } catch (error) {
    throw new UsageError(`The manifest file ${isEnvelopeError(error) ? 'is no manifest' : 'cannot be read'}.`);
  }
}

const worded = ({ code, at, detail }: Finding): string => `  DIFFERENT ${code} ${at}${detail ? `: ${detail}` : ''}`;
const shown = (finding: Finding): string =>
  finding.code === 'unreachable' ? `  NOT CHECKED ${finding.at}: ${finding.detail}` : worded(finding);

function linesOf({ site, result, reference, published, keys, pages, files, findings }: SiteReport): string[] {
  const release = reference && `release ${reference.version} of ${reference.madeOn}, ${reference.sha256}`;
  return [
    site,
    release
      ? `Compared with ${reference.from === 'file' ? 'the given' : "the site's own list of"} ${release}`
      : 'No list.',
    `Published list   ${published.sha256 ?? 'none'}${published.since ? ` since ${published.since}` : ''}`,
    `Signed by        ${published.installationKey ?? 'nobody'} (site), ${published.releaseKey ?? 'nobody'} (release)`,
    `Key directory    ${keys.directoryFingerprint ?? 'none'}  (compare it with a printed board)`,
    '',
    ...pages.flatMap((page) => [
      `${page.findings.length === 0 ? 'same' : 'LOOK'}  ${page.path}  ${page.status ?? '-'}, ${page.files.length} files named`,
      ...page.findings.map(shown),
    ]),
    `${files.same} of ${files.checked} files are the same`,
    ...findings.map(shown),
    '',
    CONCLUSION[result],
  ];
}

const CONCLUSION = {
  same: 'The same. What this machine got is what the release has; repeat it from other machines and networks.',
  different: 'DIFFERENT. Do not use the site before this is explained.',
  unchecked: 'Not everything could be checked.',
} as const;
