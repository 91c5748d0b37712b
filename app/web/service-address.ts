/** Addresses of services that the site itself calls, as its settings may have them. */

/** Names and addresses of this machine and of networks that the operator's own machines are in. */
const PRIVATE =
  /^(?:localhost|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|\[::1\]|\[f[cd][\da-f:]*\])$/;

/** Encrypted, or without a way through foreign networks; and without a name or password, which would get into logs. */
export function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && PRIVATE.test(hostname));
}
