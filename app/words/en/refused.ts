import type { Shape } from '~/words/define';
import type { refusedWords as zh } from '~/words/zh/refused';

export const refusedWords: Shape<typeof zh> = {
  by: { you: 'you', colleague: 'a colleague', reporter: 'the reporter', system: 'the system' },
  what: (act) => `“${act}”`,
  refused: {
    notFound: (act) =>
      `Not done: ${act || 'this step'}. It was not found: it may just have been transferred or taken down, or belongs to another unit. Copy what you wrote, then look at the list.`,
    notAllowed: (act) =>
      `Not done: ${act || 'this step'}. Your roles do not allow it. Ask a colleague who may, or the administrator for the role.`,
    invalid: (act) => `Not done: ${act || 'this step'}. Something is not filled in correctly. Check it, then send it.`,
    stageForbids: (act) =>
      `Not done: ${act || 'this step'}. The present stage does not allow it. The page is up to date: see what can be done now.`,
    fundTooLow: (act) => `Not done: ${act || 'this step'}. The balance of the fund is too low. Credit the fund first.`,
    samePerson: (act) => `Not done: ${act || 'this step'}. Another person must do this step. Tell a colleague who may.`,
    tooLate: (act) =>
      `Not done: ${act || 'this step'}. The time limit has passed. The page is up to date: see what can be done now, or ask the lead.`,
    notOpen: (act) =>
      `Not done: ${act || 'this step'}. A unit needed for this has no working key yet. Have that unit make its key and get it certified first.`,
    alreadyDone: (act) =>
      `${act || 'This step'} was done already and was not done twice. The page is up to date: see how it stands.`,
    conflict: (act) =>
      `Not done: ${act || 'this step'}. Something has just changed. The page is up to date and what you entered is still here: read it, then do it once more.`,
    busy: (act) =>
      `Not done: ${act || 'this step'}. Too much is going on. What you entered is still here: do it once more in a minute.`,
    filesAway: (act) =>
      `Not done: ${act || 'this step'}. The place that keeps files cannot be reached now. What you entered is still here: do it once more in some minutes. Tell the administrator if it stays so.`,
    expired: (act) =>
      `Not done: ${act || 'this step'}. The request or page is out of date. Open the page anew, and ask anew if needed.`,
    anotherPerson: () =>
      'Somebody other than the person who opened this page is now signed in in this browser, so nothing was done. Copy what you wrote, then reload the page.',
    signedOut: () =>
      'You are no longer signed in, so nothing was done. What you wrote is still on this page: sign in in another tab, then press again here.',
    shownOtherwise: (act) =>
      `Not done: ${act || 'this step'}. What this page showed has changed since it was opened. It is up to date now: read it again, then decide.`,
    noAnswer: () =>
      'The site did not answer, so it is not known whether this was done. What you wrote is still on this page: look at the same page in another tab first, and send it again only if it was not done.',
  },
  done: (act, { by, on }) =>
    `${act} is done: ${by} did it on ${on}. It was not done twice, and nothing more is needed.`,
  doneOther: (act, { by, on, last }) =>
    `Not done: ${act || 'this step'}. On ${on} ${by} did ${last}, so this cannot be done any more. The page is up to date: see what can be done now.`,
  again: (act, { by, on, last }) =>
    `Not done: ${act || 'this step'}. On ${on} ${by} did ${last}, and something has changed. The page is up to date and what you entered is still here: read it, then do it once more.`,
};
