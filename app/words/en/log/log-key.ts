import type { Shape } from '~/words/define';
import type { logKeyWords as zh } from '~/words/zh/log/log-key';

export const logKeyWords: Shape<typeof zh> = {
  title: 'Compare the log’s new key',
  text: 'The server was broken into, and a new key signs the log since. The old key cannot vouch for it, so guardians do with the county key. Ask whoever runs the site, face to face, for the number that was printed when the secret was renewed, and type it; do not copy one shown anywhere else.',
  from: (number, on) => `Key ${number} of the log, from ${on} on`,
  typed: 'Printed number of the log key',
  typedHint: '32 digits and letters a to f; spaces do not count',
  wrong:
    'This is not the log key that the server has. Check what you typed; if it is right, do not confirm, and tell the other guardians and whoever runs the site.',
  confirm: 'Confirm with the county key',
  done: 'The log’s key is confirmed.',
  needsKey: 'You can confirm once you hold the guardians’ key.',
};
