import type { FollowStepName, StepProblem } from '~/domain/follow/step-problem';
import { defineWords } from '~/words/language';

type Answers = Record<FollowStepName, Record<StepProblem, string>>;

const zh: Answers = {
  message: {
    already: '这条留言已经发出，没有重复发送。',
    gone: '没有发出：案件内容已过保存期，部门打不开留言了。有新情况，请拨打举报电话。',
    replaced: '没有发出：您后来重新发送过举报表，这一份已经作废。请用新的查询码打开后再留言。',
    over: '没有发出：案件已经结束，不能再留言。有新情况，请拨打举报电话。',
    moved: '没有发出：刚好又来了别的留言，位置变了。您写的还在下面，请再按一次“发送留言”。',
    closed: '没有发出：部门的密钥正在更换。您写的还在下面，请明天再发；急事请拨打举报电话。',
    busy: '没有发出：现在用的人太多。您写的还在下面，请过一分钟再按一次“发送留言”。',
    refused: '没有发出：网站没有收下这条留言，再按也一样。请先复制您写的，重新打开本页再发；还不行，请拨打举报电话。',
    untrusted:
      '没有发出：网站给的密钥和您举报时记下的对不上，不能用来封存，再按也一样。您写的还在，请先打举报电话核对。',
    unknown: '没有弄清这条留言有没有送到。可以再按一次“发送留言”：同样的话只算一条，不会重复。',
  },
  claim: {
    already: '您已经申领过这份奖励，不用再交。这一次没有另外提交；要改领取方式或账号，请给部门留言。',
    gone: '没有提交：案件内容已过保存期。请拨打举报电话，问清奖励怎样领取。',
    replaced: '没有提交：现在没有可以领取的奖励（可能正在重新审批）。请看下面“奖励”一栏，或给部门留言。',
    over: '没有提交：领取期限已过，奖励按规定退回资金。有正当理由的，请给部门留言或拨打举报电话说明。',
    moved: '没有提交：财务的密钥或这笔奖励刚刚有变动，本页已经更新。您填的还在，请再按一次“确认领取”。',
    closed: '没有提交：这笔奖励现在暂时不能领取，要等部门重新批准。您不会因此失去奖励；请给部门留言，或过几天再来看。',
    busy: '没有提交：现在用的人太多。您填的还在，请过一分钟再按一次“确认领取”。',
    refused: '没有提交：网站没有收下您填的内容，再按也一样。请改选现金，或重新打开本页再填；还不行，请拨打举报电话。',
    untrusted: '没有提交：财务的密钥核对不上，账号不能封存给它，再按也一样。可以改选现金，或打举报电话核对。',
    unknown: '没有弄清有没有提交成功。可以再按一次“确认领取”：同样的申领只算一次，不会重复。',
  },
  files: {
    already: '这些文件已经收下，没有重复补交。',
    gone: '没有收下：案件内容已过保存期，部门打不开材料了。有新情况，请拨打举报电话。',
    replaced: '没有收下：您后来重新发送过举报表，这一份已经作废。请用新的查询码打开后再补交。',
    over: '没有收下：案件已经办结，不能再补交。可以给部门留言。',
    moved: '另一个窗口刚刚补交了材料，这次的没有收下；那边交的和您以前交的都在。请重新选择文件再交一次。',
    closed: '没有收下：部门的密钥正在更换。请明天再补交；急事请拨打举报电话。',
    busy: '没有收下：现在用的人太多。请过一分钟，重新选择文件再交。',
    refused: '没有收下：网站没有收到完整的文件。请重新选择这些文件再交一次；还不行，请给部门留言，约定当面交。',
    untrusted: '没有补交：网站给的部门密钥和您举报时记下的对不上，不能用来封存，再交也一样。请先打举报电话核对。',
    unknown: '没有弄清这些文件有没有收下。可以再选同样的文件再交一次：同样的文件只收一次，不会重复。',
  },
  withdraw: {
    already: '您已经撤回过这份举报，不用再做什么。',
    gone: '没有撤回：案件内容已过保存期，已经没有可以撤回的内容。您不用再做什么。',
    replaced: '没有撤回：您后来重新发送过举报表，这一份已经作废。要撤回新的一份，请用新的查询码打开。',
    over: '没有撤回：部门已经作出结论，或案件已经结束，现在不能再撤回。您不用做什么；有话要说，请给部门留言。',
    moved: '没有撤回：案件刚刚有变动，本页已经更新。请看清楚后，再按一次“撤回举报”。',
    closed: '没有撤回：部门的密钥正在更换。请明天再来；急事请拨打举报电话。',
    busy: '没有撤回：现在用的人太多。请过一分钟再按一次“撤回举报”。',
    refused: '没有撤回，举报照旧办理：网站没有收下您签的撤回，再按也一样。请给部门留言说明要撤回，或拨打举报电话。',
    untrusted:
      '没有撤回，举报照旧办理：网站给的部门密钥和您举报时记下的对不上，撤回不能封存，再按也一样。请打举报电话说明。',
    unknown: '没有弄清有没有撤回。可以再按一次“撤回举报”：撤回只算一次，不会重复。',
  },
};

const en: Answers = {
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
    refused:
      'Not sent: the site did not take this message, and pressing again will not change that. Copy your words, open this page anew and send them; if that fails too, call the hotline.',
    untrusted:
      'Not sent: the keys that the site gives do not fit those noted when you reported, so nothing is sealed to them, and pressing again will not change that. Your words are still here; call the hotline first.',
    unknown:
      'It is not known whether this message arrived. You can press “Send message” once more: the same words count once.',
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
    over: 'Not withdrawn: there is a finding, or the case has ended, so it cannot be withdrawn any more. You need not do anything; if you want to say something, write to the department.',
    moved:
      'Not withdrawn: the case has just changed, and this page has been brought up to date. Read it, then press “Withdraw the report” once more.',
    closed:
      'Not withdrawn: the keys of the department are being replaced. Come back tomorrow, or call the hotline if it is urgent.',
    busy: 'Not withdrawn: too many people are using the site. Press “Withdraw the report” again in a minute.',
    refused:
      'Not withdrawn, and the report goes on: the site did not take what you signed, and pressing again will not change that. Write to the department that you withdraw it, or call the hotline.',
    untrusted:
      'Not withdrawn, and the report goes on: the department’s keys that the site gives do not fit those noted when you reported, so your word cannot be sealed, and pressing again will not change that. Call the hotline.',
    unknown:
      'It is not known whether the report was withdrawn. You can press “Withdraw the report” once more: it counts once.',
  },
};

/** What became of a step of the reporter's page that was not done: what is true now, and what to do next. */
export const followAnswerWords = defineWords(zh, en);
