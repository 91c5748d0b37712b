import type { Shape } from '~/words/define';
import { newerVersionWords } from '~/words/en/newer-version';
import type { followModeWords as zh } from '~/words/zh/follow/follow-mode';

export const followModeWords: Shape<typeof zh> = {
  title: 'How your page is opened',
  plain:
    'The server opens your page: your code travels to it over an encrypted line, and it opens the page in memory for at most 20 minutes and stores nothing. For more safety, open this page in a browser that runs scripts.',
  sealed:
    'Your page is opened on this device: your code stays here and is never sent. Messages are opened and sealed in your browser; the server cannot see what they say.',
  checking: 'Checking whether this browser can open your page on your device…',
  lacking:
    'This browser lacks something that is needed to open your page on your device. Try another browser. Or let the server open it: your code goes to the server, which opens the page in memory for at most 20 minutes and stores nothing.',
  lackingWasm:
    'What is missing is WebAssembly (it computes the keys), which is switched off in this browser. You can switch it on for this site (on Apple devices, switch Lockdown Mode off for it), then reload this page.',
  usePlain: 'I understand, let the server open it',
  plainChosen:
    'You chose to let the server open your page: your code goes to the server, which opens the page in memory for at most 20 minutes and stores nothing.',
  working: 'Working out the keys on this device. This takes some seconds, on an old phone up to half a minute…',
  opening: 'Opening…',
  saving: 'Sealing…',
  inUse:
    'Messages are opened and sealed on this device; the server cannot see them. After 15 idle minutes this page forgets your code.',
  offline:
    'The site could not be reached, so the page was not opened. The code is still in its box: check the connection and press again.',
  busy: 'Too many people are using the site, so the page was not opened. The code is still in its box: press again in a minute.',
  cannotOpen:
    'The code is right, but what the server gave does not belong to your report; it may have been exchanged. Nothing was opened. Please call the hotline and tell us.',
  newerVersion: newerVersionWords.page,
  failed:
    'This device could not work out the keys (perhaps too little memory). Close other pages and try again, or use another device.',
  strangeKey:
    'Attention: the county key, key list or duties that this site uses now do not fit those noted when you reported; they may have been exchanged, put back to an older version, or taken away. All messages from the department are marked as not verified. Call the hotline before you follow them.',
  unsignedKey:
    'Attention: the messages have a new key which no certified member of staff has signed; somebody else may have put it there. Messages sealed with it were not opened, and what you write is still sealed with the key checked before. Please call the hotline and tell us.',
  sealFailed:
    'Sealing failed on this device (perhaps too little memory) and nothing was sent. Your words are still here: close other pages and press again; if that fails too, use another device.',
  wordsBack: 'What you had written before the page locked, and not sent, stands in its place again.',
  expiredKept:
    'The page was locked for your safety. What you wrote was not sent and is kept sealed in this page: enter the code once more, and it comes back.',
  doneUnread:
    'It is done; do not press again. Only the new page could not be opened: open this page anew and enter your code to see it.',
  another:
    'Another report was opened in this browser, so nothing was sent. This page is still your own report: check it and send again.',
  leftTitle: 'The page is locked',
};
