import type { Shape } from '~/words/define';
import type { followAnswerWords as zh } from '~/words/zh/follow/follow-answers';

export const followAnswerWords: Shape<typeof zh> = {
  message: {
    already: 'This message was sent already; it was not sent twice.',
    gone: 'Not sent: the contents of this case are past their keeping time, and the department cannot open messages any more. If there is news, call the hotline.',
    replaced:
      'Not sent: you sent the form again later, and this first copy is void. Open your page with the newer code.',
    over: 'Not sent: the case has ended, and no more messages can be sent. If there is news, call the hotline.',
    moved:
      'Not sent: another message came in at this moment. Your words are still below; press “Send message” once more.',
    closed:
      'Not sent: the keys of the department are being replaced. Your words are still below; send them tomorrow, or call the hotline if it is urgent.',
    busy: 'Not sent: too many people are using the site. Your words are still below; press “Send message” again in a minute.',
    away: 'Not sent: the storage of the site cannot be reached now. Your words are still below; press “Send message” again in some minutes, or telephone if it is urgent.',
    refused:
      'Not sent: the site did not take this message, and pressing again will not change that. Copy your words, open this page anew and send them; if that fails too, call the hotline.',
    untrusted:
      'Not sent: the keys that the site gives do not fit those noted when you reported, so nothing is sealed to them, and pressing again will not change that. Your words are still here; call the hotline first.',
    unknown:
      'It is not known whether this message arrived. You can press “Send message” once more: the same words count once.',
  },
  object: {
    already:
      'You have objected to this reply already; nothing was sent twice, and nothing more is needed. The level above is reviewing it, or has done so.',
    gone: 'Not sent: the contents of this case are past their keeping time, so it cannot be reviewed. If there is news, call the hotline.',
    replaced:
      'Not sent: you sent the form again later, and this first copy is void. Open your page with the newer code.',
    over: 'Not sent: you cannot object now, because the time for it is over or there is another reply by now. You can copy your words and send them as a message, or call the hotline.',
    moved:
      'Not sent: the case has just changed. Your words are still below; read the page, then press “Object to the reply” once more.',
    closed:
      'Not sent: the keys of the department are being replaced. Your words are still below; try again tomorrow, and if tomorrow is the last day, call the hotline too.',
    busy: 'Not sent: too many people are using the site. Your words are still below; press “Object to the reply” again in a minute.',
    away: 'Not sent: the storage of the site cannot be reached now. Your words are still below; press “Object to the reply” again in some minutes.',
    refused:
      'Not sent: the site did not take your words, and pressing again will not change that. Copy them, open this page anew and try again; if that fails too, call the hotline.',
    untrusted:
      'Not sent: the keys that the site gives do not fit those noted when you reported, so nothing is sealed to them, and pressing again will not change that. Your words are still here; call the hotline first.',
    unknown:
      'It is not known whether your objection arrived. You can press “Object to the reply” once more: the same words count once.',
  },
  claim: {
    already:
      'You have claimed this reward already; nothing more is needed. Nothing was added this time: to change the way of payment or the account, write to the department.',
    gone: 'Not claimed: the contents of this case are past their keeping time. Call the hotline and ask how to get the reward.',
    replaced:
      'Not claimed: there is no reward to claim now; it may be waiting for approval again. Look at “Reward” below, or write to the department.',
    over: 'Not claimed: the time to claim is over, and the money goes back to the fund. If you had good cause, write to the department or call the hotline.',
    moved:
      'Not claimed: the keys of finance or this reward have just changed, and this page has been brought up to date. What you entered is still here; press “Confirm claim” once more.',
    closed:
      'Not claimed: this reward cannot be claimed for now; the department must approve it again. You do not lose it: write to the department, or look again in some days.',
    busy: 'Not claimed: too many people are using the site. What you entered is still here; press “Confirm claim” again in a minute.',
    away: 'Not claimed: the storage of the site cannot be reached now. What you entered is still here; press “Confirm claim” again in some minutes.',
    refused:
      'Not claimed: the site did not take what you entered, and pressing again will not change that. Choose cash, or open this page anew; if that fails too, call the hotline.',
    untrusted:
      'Not claimed: the keys of finance could not be verified, so your account is not sealed to them, and pressing again will not change that. Choose cash, or call the hotline.',
    unknown:
      'It is not known whether the claim went through. You can press “Confirm claim” once more: the same claim counts once.',
  },
  files: {
    already: 'These files were taken already; they were not added twice.',
    gone: 'Not taken: the contents of this case are past their keeping time, and the department cannot open files any more. If there is news, call the hotline.',
    replaced:
      'Not taken: you sent the form again later, and this first copy is void. Open your page with the newer code and add them there.',
    over: 'Not taken: the case has ended, and no more files can be added. You can write a message.',
    moved:
      'Another window has just added files, so these were not taken; what was sent there and before is kept. Choose these files again and add them once more.',
    closed:
      'Not taken: the keys of the department are being replaced. Add them tomorrow, or call the hotline if it is urgent.',
    busy: 'Not taken: too many people are using the site. Choose the files again in a minute.',
    away: 'Not taken: the place that keeps files cannot be reached now. Choose the files again in some minutes; what matters most you can send as a message now.',
    refused:
      'Not taken: the files did not arrive whole. Choose these files again and add them once more; if that fails too, write a message and ask to hand them over in person.',
    untrusted:
      'Not added: the department’s keys that the site gives do not fit those noted when you reported, so nothing is sealed to them; adding again will not change that. Call the hotline first.',
    unknown:
      'It is not known whether these files were taken. You can choose the same files and add them once more: the same files count once.',
  },
  withdraw: {
    already: 'You have withdrawn this report already; nothing more is needed.',
    gone: 'Not withdrawn: the contents of this case are past their keeping time, so there is nothing left to withdraw. You need not do anything.',
    replaced:
      'Not withdrawn: you sent the form again later, and this first copy is void. To withdraw the newer one, open it with its code.',
    over: 'Not withdrawn: there is a verdict, or the case has ended, so it cannot be withdrawn any more. You need not do anything; if you want to say something, write to the department.',
    moved:
      'Not withdrawn: the case has just changed, and this page has been brought up to date. Read it, then press “Withdraw the report” once more.',
    closed:
      'Not withdrawn: the keys of the department are being replaced. Come back tomorrow, or call the hotline if it is urgent.',
    busy: 'Not withdrawn: too many people are using the site. Press “Withdraw the report” again in a minute.',
    away: 'Not withdrawn: the storage of the site cannot be reached now. Press “Withdraw the report” again in some minutes.',
    refused:
      'Not withdrawn, and the report goes on: the site did not take what you signed, and pressing again will not change that. Write to the department that you withdraw it, or call the hotline.',
    untrusted:
      'Not withdrawn, and the report goes on: the department’s keys that the site gives do not fit those noted when you reported, so your word cannot be sealed, and pressing again will not change that. Call the hotline.',
    unknown:
      'It is not known whether the report was withdrawn. You can press “Withdraw the report” once more: it counts once.',
  },
};
