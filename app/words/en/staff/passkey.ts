import type { Shape } from '~/words/define';
import type { passkeyWords as zh } from '~/words/zh/staff/passkey';

export const passkeyWords: Shape<typeof zh> = {
  problems: {
    unsupported: 'This browser or address cannot use passkeys. Use a passphrase and an authenticator.',
    noPrf:
      'This passkey can sign in but cannot unlock keys. Take another passkey or a newer browser, or use a passphrase and an authenticator.',
    noVerification:
      'This passkey cannot check that it is you (fingerprint, face or PIN). Take another, or use a passphrase and an authenticator.',
    known: 'This passkey is one of yours already.',
    cancelled: 'Not done: it was cancelled, took too long, or this device has no passkey for this site. Try again.',
    failed:
      'This was not finished: something went wrong on this device. Open this page anew, see how it stands, and go on from there.',
    wrong: 'This passkey cannot sign in: it may have been removed, or the account is disabled.',
  },
  signIn: {
    title: 'With a passkey',
    text: 'Fingerprint, face, PIN or security key: one step signs you in and opens your keys.',
    button: 'Use a passkey',
    working: 'Follow your browser’s prompt…',
    other: 'Your passkey does not appear?',
    otherText: 'Give your login name to look for your own passkeys only.',
    login: 'Login name',
    find: 'Find my passkeys',
    passphraseTitle: 'With passphrase and authenticator',
    shared: 'Other people use this computer too',
    sharedHint: 'Keys lock after 3 idle minutes; you sign in again after the browser is closed.',
    sharedWarning:
      'A shared computer may record keyboard and screen. Unless it is urgent, wait until you are at your own; sign out when done, do not just close the window.',
  },
  unlock: {
    title: 'Open your keys',
    lead: 'After a reload, a lock, or some time without activity, your keys are cleared from memory.',
    passkey: 'Open with a passkey',
    passphrase: 'Open with the passphrase',
    passphraseText: 'Your passphrase is used on this device only. It is not sent.',
    elsewhere:
      'If this device cannot open your passkey, go to the device where you added it, or ask your administrator.',
  },
  lock: {
    soon: 'This page will lock soon',
    closes: 'Without activity, what is open here closes in less than a minute. ',
    quoted: (label) => `“${label}”`,
    kept: (texts) =>
      `What you wrote in ${texts} was not sent. It is kept, sealed, and comes back once you open your keys again.`,
    seconds: (n) => (n === 1 ? '1 second left' : `${n} seconds left`),
    stay: 'Keep working',
  },
  enrol: {
    title: 'Set up with a passkey (recommended)',
    text: 'By this device’s fingerprint, face or PIN, or by a security key. One step will then sign you in and open your keys, and there is no passphrase to be tricked out of you.',
    label: 'Give it a name',
    labelHint: 'To know it by later, for example: office computer',
    button: 'Create a passkey and finish',
    working: 'Follow your browser’s prompt; it may ask twice…',
    instead: 'Use passphrase and authenticator instead',
    back: 'Back to the passkey',
    passkeyDone:
      'You can now sign in with your passkey. Add a second passkey or set a passphrase soon, so that you can still sign in if the device is lost.',
  },
  myKeys: {
    title: 'My keys',
    lead: 'The ways in which you sign in and open your keys. Keep at least two, so that you can still sign in if a device is lost.',
    locked: 'Open your keys first, then change how you sign in.',
    passkeys: 'Passkeys',
    none: 'No passkey yet',
    name: 'Name',
    addedOn: 'Added on',
    usedOn: 'Last used',
    never: 'Never',
    synced: 'Synced by its maker',
    syncedNo: 'On the device only',
    kind: 'Kept',
    remove: 'Remove',
    removeWhat: (label) => `Remove “${label}”`,
    confirm: (label) => `Remove “${label}”? It can no longer sign in, and your sessions elsewhere end.`,
    add: 'Add a passkey',
    addText: 'Open this page on the device to add, or plug in a security key.',
    addButton: 'Add',
    defaultLabel: 'This device',
    passphrase: 'Passphrase and authenticator',
    passphraseNone: 'No passphrase yet. With one you can sign in on computers without your passkey.',
    passphraseSet: (usedOn) => (usedOn ? `Set up; used or checked on ${usedOn}.` : 'Set up; not used yet.'),
    passkeyOnly: (host) =>
      `You have passkeys only, and they work at ${host} alone: when the site moves to another address, or your devices are lost, nobody can open your keys. Set a passphrase and an authenticator below.`,
    renewAuthenticator: 'The server was broken into, and others may know your authenticator. Change it below.',
    elsewhere: (host) => `old address ${host}`,
    served: (host) => `other address ${host}`,
    servedText:
      'Your passkey was added at another address of this site. Add one here too: then you can still sign in once that address is switched off.',
    elsewhereText:
      'Passkeys of an old address neither sign in nor open keys here. Add new ones on your devices, then remove the old ones.',
    check: 'Check passphrase and authenticator',
    checkText:
      'See that the passphrase on paper and the authenticator on your phone work. Everybody does so once before the site moves to another address. You stay signed in.',
    checkButton: 'Check',
    setPassphrase: 'Set passphrase and authenticator',
    change: 'Change the passphrase',
    changeText: 'You will have to sign in again everywhere.',
    old: 'Present passphrase',
    changeButton: 'Change passphrase and sign in again',
    renew: 'Change the authenticator',
    renewText: 'For a new or lost phone. The old authenticator stops working, and your sessions elsewhere end.',
    renewButton: 'Change authenticator',
    setButton: 'Set passphrase and authenticator',
    wrongOld: 'The present passphrase is wrong.',
    done: {
      added: 'The passkey is added.',
      removed: 'The passkey is removed.',
      set: 'Passphrase and authenticator are set. Keep the paper safe.',
      renewed: 'The authenticator is changed.',
      checked: 'Passphrase and authenticator work.',
    },
  },
  renewAuthenticator: 'The server was broken into, and others may know your authenticator.',
  changed: 'Your passphrase is changed. Sign in with the new one.',
};
