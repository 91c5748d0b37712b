import { defineWords } from '~/words/language';

/** Words of the printed reserve signing key. */
export const reserveWords = defineWords(
  {
    title: '备用签名密钥',
    lead: '打印在纸上、存放在本单位以外的一把签名密钥。密钥监督员去世、失联或离岗，只剩一人时，由它代替另一名密钥监督员签字，全县举报不致中断。',
    none: '名录上还没有备用签名密钥。现在若有一名密钥监督员突然不在，密钥名录就无法更新。请两名密钥监督员尽快一起制作。',
    fingerprint: '备用密钥指纹',
    since: '列入名录日期',
    triedOn: '上次演练',
    neverTried: '还没有演练过',
    due: '该演练了',
    overdue: '演练已逾期',
    madeOn: '制作日期',
    drillTitle: '演练',
    drillText:
      '每年一次，取出纸件输入（或用扫码枪扫）上面的单词，核对它确实是名录上的那一把。单词只在这个页面里用一次，不保存、不发送；演练记入日志。做完把纸件重新封存。',
    drill: '核对纸件',
    tried: '纸件与名录相符，演练已记入日志。请把纸件重新封存。',
    words: '备用密钥的 24 个单词',
    wordsHint: '按纸上的顺序输入，用空格隔开；大小写不限。按下按钮后输入框即清空。',
    signing: '正在核对并签字…',
    problems: {
      badCode: '单词有误：请对照纸件逐个核对，应当是 24 个。',
      wrongKey: '这张纸不是名录上的那一把备用密钥。请核对指纹；旧纸件请销毁。',
      failed: '没有完成：名录与您的浏览器记得的不符，或者这台电脑的日期不对。请先核对，不要反复尝试。',
    },
    makeTitle: '制作备用密钥',
    replaceTitle: '更换备用密钥',
    makeText:
      '两名密钥监督员一起办：在这里产生并打印，抽查几个单词，再由另一名密钥监督员对照纸上的指纹确认。纸件装入信封封好，存放在密钥监督员和本单位以外的地方（例如县档案馆或公证处的保险柜）；不要拍照，不要让一个人既当密钥监督员又保管它。',
    make: '产生备用密钥',
    onceOnly: '只显示这一次，不会发送到服务器。关闭本页后无法再次显示。',
    paperTitle: (county: string) => `${county} · 备用签名密钥`,
    paperText:
      '这张纸只能代替一名密钥监督员签字，不能打开任何内容；单独一张纸不能使名录生效，还需要一名密钥监督员。拾到请交还县安委办。',
    qr: '备用密钥二维码',
    checkText: '打印以后，请照纸件输入下面几个单词：',
    wordNumber: (n: number) => `第 ${n} 个单词`,
    wrongWords: '单词与纸件不符，请再核对。',
    propose: '已打印，交另一名密钥监督员确认',
    proposed: '已提出。请另一名密钥监督员对照纸上的指纹确认，确认之后生效：',
    waits: '有一版名录正在等待确认，确认或撤回之后才能制作备用密钥：',
    changed: '这一版名录换上新的备用签名密钥，指纹：',
    dropped: '这一版名录不再有备用签名密钥。',
    compared: '已对照打印纸件上的指纹，并知道它存放在哪里',
    agreeDropped: '同意取消备用签名密钥',
    notCompared: '请对照纸件核对备用密钥的指纹并勾选。',
    confirmTitle: '没有另一名密钥监督员了？用备用密钥确认',
    confirmText:
      '只在另一名密钥监督员去世、失联或离岗时使用。请先按程序由县里批准取出纸件。全体密钥监督员会收到邮件，日志里单独记载。备用密钥用过以后，有了第二名密钥监督员就请更换。',
    confirm: (version: number) => `用备用密钥确认第 ${version} 版`,
    stampTitle: '没有另一名密钥监督员了？用备用密钥代为确认',
    stampText: '只在另一名密钥监督员去世、失联或离岗时使用。使用会通知密钥监督员并单独记入日志。',
    stamp: '用备用密钥确认这一版现行有效',
    mail: {
      used: {
        subject: '备用签名密钥已被使用',
        text: '密钥监督员的备用签名密钥刚刚被用来签字。如果您不知情，请立即核实。邮件不含任何案件信息。',
      },
      drill: {
        subject: '备用签名密钥该演练了',
        text: '备用签名密钥的纸件每年要核对一次，请密钥监督员取出核对。邮件不含任何案件信息。',
      },
    },
  },
  {
    title: 'Reserve signing key',
    lead: 'A signing key printed on paper and kept outside the office. Where a guardian has died, cannot be reached or has left and only one remains, it signs in the other’s place, so that the county can go on.',
    none: 'The list has no reserve signing key yet. If one guardian were suddenly gone, the key list could not be renewed. Two guardians should make one together soon.',
    fingerprint: 'Fingerprint of the reserve key',
    since: 'On the list since',
    triedOn: 'Last tried',
    neverTried: 'Not tried yet',
    due: 'Due to be tried',
    overdue: 'Overdue',
    madeOn: 'Made on',
    drillTitle: 'Drill',
    drillText:
      'Once a year, take out the paper and type its words (or scan them with a hand scanner), to see that it is the key on the list. The words are used once on this page, and neither kept nor sent; the log says that you tried. Seal the paper again afterwards.',
    drill: 'Check the paper',
    tried: 'The paper is the key on the list; the log says that it was tried. Please seal the paper again.',
    words: 'The 24 words of the reserve key',
    wordsHint:
      'In the order of the paper, with spaces between; capitals do not matter. The box is emptied when you press the button.',
    signing: 'Checking and signing…',
    problems: {
      badCode: 'There is a mistake in the words: compare them with the paper one by one. There are 24.',
      wrongKey: 'This paper is not the reserve key on the list. Compare the fingerprints, and destroy old papers.',
      failed:
        'Not done: the list is not what your browser remembers, or this computer’s date is wrong. Find out first; do not simply try again.',
    },
    makeTitle: 'Make a reserve key',
    replaceTitle: 'Replace the reserve key',
    makeText:
      'Two guardians do this together: make and print it here, type some of its words, and the other guardian compares the fingerprint on the paper and confirms. Seal the paper in an envelope and keep it outside the office and away from the guardians (for example in a safe of the county archive or a notary). Take no photograph of it, and let nobody be guardian and keeper at once.',
    make: 'Make the reserve key',
    onceOnly: 'Shown this once and not sent to the server. It cannot be shown again after this page is closed.',
    paperTitle: (county: string) => `${county} · Reserve signing key`,
    paperText:
      'This paper can only sign in the place of one guardian; it opens nothing. It brings no list into force by itself: a guardian is needed too. If you find it, return it to the county’s safety committee office.',
    qr: 'QR code of the reserve key',
    checkText: 'After printing, type these words from the paper:',
    wordNumber: (n) => `Word ${n}`,
    wrongWords: 'These are not the words on the paper. Please compare again.',
    propose: 'Printed; hand it to the other guardian to confirm',
    proposed:
      'Proposed. It takes effect when the other guardian has compared the fingerprint on the paper and confirmed:',
    waits: 'A version of the list waits to be confirmed. A reserve key can be made once it is confirmed or taken back:',
    changed: 'This version names a new reserve signing key, with the fingerprint',
    dropped: 'This version has no reserve signing key any more.',
    compared: 'I compared the fingerprint on the printed paper, and know where it is kept',
    agreeDropped: 'I agree that there is no reserve signing key',
    notCompared: 'Compare the fingerprint of the reserve key with the paper, and tick that you did.',
    confirmTitle: 'No second guardian left? Confirm with the reserve key',
    confirmText:
      'Only where the other guardian has died, cannot be reached or has left. Have the county approve first that the paper is taken out. All guardians get a mail, and the log tells of it apart. Replace the reserve key once there is a second guardian.',
    confirm: (version) => `Confirm version ${version} with the reserve key`,
    stampTitle: 'No second guardian left? Confirm with the reserve key in their place',
    stampText:
      'Only where the other guardian has died, cannot be reached or has left. Guardians are told by mail, and the log tells of it apart.',
    stamp: 'Confirm with the reserve key that this list is current',
    mail: {
      used: {
        subject: 'The reserve signing key was used',
        text: 'The guardians’ reserve signing key has just signed something. If you do not know of it, find out at once. This mail says nothing about any case.',
      },
      drill: {
        subject: 'The reserve signing key is due to be tried',
        text: 'The paper of the reserve signing key is to be checked once a year. A guardian should take it out and try it. This mail says nothing about any case.',
      },
    },
  },
);
