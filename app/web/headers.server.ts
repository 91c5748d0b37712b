const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function policy(scripts: string): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "worker-src 'self'",
  ].join('; ');
}

export const PAGE_POLICY = policy("'self'");

/** The policy of pages on which a voice can be recorded, and heard again from memory before it is added. */
export const RECORDING_POLICY = `${PAGE_POLICY}; media-src blob:`;

/**
 * For staff pages, whose framework needs inline scripts: only those with this answer's nonce run. Of our pages only the
 * file viewer may be framed; this policy also makes sure that the frame can lead nowhere else.
 */
export const scriptPagePolicy = (nonce: string): string => `${policy(`'self' 'nonce-${nonce}'`)}; frame-src 'self'`;

/** A worker has the policy of its own file: Argon2 needs WebAssembly, and nothing else. */
export const WORKER_POLICY = `${NOTHING}; script-src 'self' 'wasm-unsafe-eval'`;

/**
 * The file viewer: an origin of its own, no network, only its own script and style (by hash), and bytes that the page
 * around it hands over.
 */
export const viewerPolicy = (hashes: FrameHashes): string =>
  framePolicy(hashes, [], ['img-src blob:', 'media-src blob:']);

/**
 * The same for PDFs and for pictures that browsers do not decode: they are drawn on canvases, so nothing is loaded; decoders
 * are WebAssembly that the page around it hands over, and files are read in a worker made of the frame's own text, which has
 * this policy too.
 */
export const decodingViewerPolicy = (hashes: FrameHashes): string =>
  framePolicy(hashes, ["'wasm-unsafe-eval'"], ['worker-src blob:']);

export type FrameHashes = { scripts: readonly string[]; style: string };

function framePolicy({ scripts, style }: FrameHashes, moreScripts: readonly string[], more: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${[...scripts.map((hash) => `'${hash}'`), ...moreScripts].join(' ')}`,
    `style-src '${style}'`,
    ...more,
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-scripts',
  ].join('; ');
}

const FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];
const permissions = (own: readonly string[]) =>
  FEATURES.map((name) => `${name}=${own.includes(name) ? '(self)' : '()'}`).join(', ');

export type HeaderException = {
  /** The page may ask for the microphone. */
  microphone?: boolean;
  /** Only pages of ours may put it into a frame. */
  framed?: boolean;
};

/**
 * The headers that every answer carries exactly once, whatever a route sets under their names; all but the content
 * policy, which differs by answer. HSTS is sent only where the site is reached by TLS.
 */
export function securityHeaders(
  origin: string,
  { microphone = false, framed = false }: HeaderException = {},
): [string, string][] {
  const headers: [string, string][] = [
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Permissions-Policy', permissions(microphone ? ['microphone'] : [])],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
    ['X-Frame-Options', framed ? 'SAMEORIGIN' : 'DENY'],
  ];
  if (origin.startsWith('https:')) headers.push(['Strict-Transport-Security', 'max-age=31536000']);
  return headers;
}

const POLICY = 'content-security-policy';

/**
 * Joins an answer's own headers with the security headers. The only one of these that a route may bring itself is a
 * content policy (a file in a sandbox).
 */
export function withSecurity(own: Iterable<[string, string]>, security: [string, string][], csp: string) {
  const fixed = new Set(security.map(([name]) => name.toLowerCase()));
  const kept = [...own].filter(([name]) => !fixed.has(name.toLowerCase()));
  const hasPolicy = kept.some(([name]) => name.toLowerCase() === POLICY);
  return [...kept, ...security, ...(hasPolicy ? [] : [['Content-Security-Policy', csp] as [string, string]])];
}
