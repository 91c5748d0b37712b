import type { Shape } from '~/words/define';
import type { addressWords as zh } from '~/words/zh/staff/address';

export const addressWords: Shape<typeof zh> = {
  title: 'Site address',
  lead: 'To move to another domain, or to use two for a while. Log, receipt codes, keys and printed boards stay good; only passkeys are added once more at the new address.',
  now: 'Addresses in use',
  address: 'Address',
  use: 'Use',
  main: 'Main address',
  mainText: 'In mails and on newly printed boards',
  other: 'In use as well',
  over: 'Have a passkey for it',
  missing: 'Have none yet',
  people: (count) => (count === 1 ? '1 person' : `${count} people`),
  who: 'Who has a passkey for which',
  whoLead: 'Only people who sign in by passkey. Whoever has a passphrase can sign in at every address.',
  name: 'Name',
  passphrase: 'Passphrase',
  has: 'Yes',
  hasNot: 'No',
  noPeople: 'Nobody signs in by passkey yet',
  shutOut: (names) =>
    `These people have passkeys for none of these addresses, and no passphrase, so they cannot sign in any more: ${names}. Bring the former address back, or disable their accounts and invite them anew.`,
  next: 'What to do next',
  one: {
    text: 'To move to another domain, first use both addresses at once:',
    proxy:
      'Ask whoever runs the site to set up the new name and its certificate, and to let the proxy pass both names to the site.',
    setting: 'Add this line to the site’s settings (with the new address), and restart the site:',
    back: 'Then come back to this page: it will list who has no passkey for the new address yet.',
  },
  leadOver: {
    title: (host) => `To move to ${host}`,
    done: 'Everybody who uses a passkey has one for this address.',
    text: (names) =>
      `Still missing: ${names}. Send them this link; each signs in there with the passkey they have, and adds one:`,
    unable:
      'If a browser does not take the passkey of the other address, set a passphrase there on My keys, then sign in here with it and add a passkey.',
  },
  switchMain: {
    text: 'To make it the main address, stop every process of the site, and run this command:',
    settings: 'Change the settings to this, and start again:',
  },
  off: {
    title: (host) => `To switch ${host} off`,
    notYet: (names) =>
      `Not yet: these people could not sign in any more: ${names}. They add a passkey at another address, or set a passphrase.`,
    ready: 'It can be switched off now: nobody will be locked out.',
    change: 'Change this line of the settings, and restart the site:',
    remove: 'Remove this line from the settings, and restart the site:',
    boards:
      'Printed boards still name the address of their time. Keep that name as long as one of them hangs anywhere, and let the proxy redirect all of it:',
  },
  home: {
    here: 'Your passkey was added at another address of this site. Add one for this address too, so that nothing changes for you when the other is switched off.',
    add: 'Add one now',
    elsewhere: (host) =>
      `The site is now at ${host} as well. Sign in there once with the passkey you have, and add one.`,
    go: (host) => `Go to ${host}`,
  },
  signIn: {
    text: 'Was your passkey added at another address of this site?',
    button: (host) => `Use a passkey of ${host}`,
    unable:
      'This browser cannot use a passkey of the other address here. Set a passphrase at that address, then sign in here with passphrase and authenticator.',
  },
};
