import type { DoneBy } from '~/domain/acts/act-now';
import type { RefusalCode } from '~/domain/refusal';

type Sentence = (act: string) => string;
type Last = { by: string; on: string; last: string };

/**
 * What is true now where an act was refused, and what to do next. `act` is its name, or nothing where it is not known.
 */
export const refusedWords = {
  by: { you: '您', colleague: '同事', reporter: '举报人', system: '系统' } satisfies Record<DoneBy, string>,
  what: (act: string) => `“${act}”`,
  refused: {
    notFound: (act) =>
      `没有办理${act}：没有找到。可能刚被转走、撤下，或者不属于本单位。写好的内容请先复制，再回列表查看。`,
    notAllowed: (act) => `没有办理${act}：您的角色不能做这件事。请找有权限的同事办，或请系统管理员调整角色。`,
    invalid: (act) => `没有办理${act}：填写有误。请检查后再提交。`,
    stageForbids: (act) => `没有办理${act}：现在所处的环节不能办。本页已经更新，请看现在能办什么。`,
    fundTooLow: (act) => `没有办理${act}：专项资金余额不足。请先拨入资金，再办。`,
    samePerson: (act) => `没有办理${act}：这一步须由另一个人办理。请转告有权限的同事。`,
    tooLate: (act) => `没有办理${act}：期限已过，不能再办。本页已经更新，请看现在能办什么，或请示负责人。`,
    notOpen: (act) => `没有办理${act}：所需的单位还没有可用的密钥。请先让该单位生成密钥并经认证。`,
    alreadyDone: (act) => `${act || '这件事'}已经办过了，没有重复办理。本页已经更新，请看现在的情况。`,
    conflict: (act) => `没有办理${act}：内容刚刚有了变化。本页已经更新，您填的还在；请看过以后再办一次。`,
    busy: (act) => `没有办理${act}：现在太忙。您填的还在，请过一分钟再办一次。`,
    filesAway: (act) =>
      `没有办理${act}：存放文件的地方暂时连不上。您填的还在，请过几分钟再办一次；一直不行，请告诉系统管理员。`,
    expired: (act) => `没有办理${act}：这份申请或页面已经过期。请重新打开本页；需要的话重新提出申请。`,
    anotherPerson: () => '这个浏览器里现在登录的不是打开本页的人，刚才没有提交。请先抄下写好的内容，再刷新页面。',
    signedOut: () => '登录已经失效，没有提交。您写的内容还在本页：请在新标签页登录，再回到这里提交一次。',
    shownOtherwise: (act) => `没有办理${act}：页面打开以后，内容有了变化。本页已经更新，请重新看过以后再办。`,
    noAnswer: () =>
      '没有收到网站的回答，不知道刚才办成没有。您写的内容还在本页：请先在新标签页打开同一页看一看，没有办成再提交一次。',
  } satisfies Record<RefusalCode, Sentence>,
  done: (act: string, { by, on }: Last) => `${act}已经办好：${by}在${on}办的，没有重复办理，不用再办。`,
  doneOther: (act: string, { by, on, last }: Last) =>
    `没有办理${act}：${by}在${on}办了${last}，现在不能再办这件事。本页已经更新，请看现在能办什么。`,
  again: (act: string, { by, on, last }: Last) =>
    `没有办理${act}：${by}在${on}办了${last}，内容有了变化。本页已经更新，您填的还在；请看过以后再办一次。`,
};
