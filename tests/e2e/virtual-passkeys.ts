import type { CDPSession, Page } from 'playwright';

export type Kind = { prf?: boolean; verification?: boolean; transport?: 'internal' | 'usb' };

/** A browser page with authenticators in software, through the browser's own WebAuthn (CDP, domain WebAuthn). */
export async function virtualPasskeys(page: Page) {
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const known: string[] = [];
  const touch = async (authenticatorId: string, enabled: boolean) =>
    cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
  return {
    /** Plugs an authenticator in; from now on only this one is touched when a page asks. */
    async plugIn({ prf = true, verification = true, transport = 'internal' }: Kind = {}): Promise<string> {
      for (const other of known) await touch(other, false);
      const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          ctap2Version: 'ctap2_1',
          transport,
          hasResidentKey: true,
          hasUserVerification: true,
          hasPrf: prf,
          isUserVerified: verification,
          automaticPresenceSimulation: true,
        },
      });
      known.push(authenticatorId);
      return authenticatorId;
    },
    /** From now on the person touches this one. */
    async use(authenticatorId: string): Promise<void> {
      for (const one of known) await touch(one, one === authenticatorId);
    },
    /** Whether the fingerprint is the right one. */
    verifies: (authenticatorId: string, isUserVerified: boolean) =>
      cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    async held(authenticatorId: string): Promise<number> {
      return (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length;
    },
  };
}

/**
 * Records every PRF result that the page's scripts get, in hex, and every body that the page posts, so that a test can
 * search for the ones in the others.
 */
export async function watchPrf(page: Page): Promise<{ results: string[]; bodies: string[] }> {
  const results: string[] = [];
  const bodies: string[] = [];
  await page.exposeFunction('notePrf', (hex: string) => void results.push(hex));
  await page.addInitScript(() => {
    const hexOf = (bytes: ArrayBuffer) =>
      [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const note = (credential: Credential | null) => {
      const first = (credential as PublicKeyCredential | null)?.getClientExtensionResults().prf?.results?.first;
      if (first) (window as unknown as { notePrf(hex: string): void }).notePrf(hexOf(first as ArrayBuffer));
      return credential;
    };
    const { credentials } = navigator;
    const [create, get] = [credentials.create.bind(credentials), credentials.get.bind(credentials)];
    credentials.create = async (options) => note(await create(options));
    credentials.get = async (options) => note(await get(options));
  });
  page.on('request', (request) => {
    const body = request.postDataBuffer();
    if (body) bodies.push(decodeURIComponent(body.toString('latin1').replaceAll('+', ' ')));
  });
  return { results, bodies };
}

/** The spellings in which 32 bytes could hide in a text. */
export function spellings(hex: string): string[] {
  const bytes = Buffer.from(hex, 'hex');
  return [
    hex,
    hex.toUpperCase(),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    [...bytes].join(','),
    // Within a longer Base64 text the bytes may stand at two other offsets.
    ...[1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64url')
        .slice(4, 40),
    ),
  ];
}
