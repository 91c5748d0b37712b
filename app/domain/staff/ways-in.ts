/** How somebody can sign in. A passphrase works at every address, a passkey at the host names for which it was made. */
export type WaysIn = { passphrase: boolean; hosts: readonly string[] };

/** Has a passkey elsewhere, but none for this host name: to be led over. */
export const isMissingAt = ({ hosts }: Pick<WaysIn, 'hosts'>, host: string): boolean =>
  hosts.length > 0 && !hosts.includes(host);

/** Could sign in nowhere, were the site served at these host names alone. */
export const isShutOut = ({ passphrase, hosts }: WaysIn, served: readonly string[]): boolean =>
  !passphrase && !hosts.some((host) => served.includes(host));

/** What the addresses of a site mean for one of them. */
export type HostStanding<P> = {
  /** Have a passkey for it. */
  over: P[];
  missing: P[];
  /** Who could sign in nowhere once this one is switched off and the others stay; the last one never can be. */
  shutOutWithout: P[];
};

export function hostStanding<P extends WaysIn>(people: readonly P[], served: readonly string[], host: string) {
  const others = served.filter((one) => one !== host);
  return {
    over: people.filter(({ hosts }) => hosts.includes(host)),
    missing: people.filter((one) => isMissingAt(one, host)),
    // Whoever is shut out already is not shut out by this.
    shutOutWithout: people.filter((one) => isShutOut(one, others) && !isShutOut(one, served)),
  } satisfies HostStanding<P>;
}
