import { defineWords } from '~/words/language';

/** Words of the alarm that staff pages raise when the server shows other keys than a member's browsers have seen. */
export const trustWords = defineWords(
  {
    title: '停止操作：密钥名录与以前看到的不一致',
    stop: '本页不再打开或加密任何内容。请不要重试，立即当面告知密钥监督员，并保留本页。',
    problems: {
      countyKeyChanged: '县名录密钥变了。它只能设定一次，正常情况下永远不变。',
      directoryOlder: '服务器出示的名录比您看到过的更旧。',
      directoryForked: '服务器出示的名录与您看到过的同一版内容不同。',
      directoryGone: '服务器说没有名录，而您以前看到过。',
      directoryUnvouched: '名录的签名不对，或者没有您以前看到过的两位密钥监督员共同认证。',
      logForked: '服务器的日志与您看到过的不是同一条，中间的记录被改过或删掉。',
      marksGone: '您看到过的被反映单位补记，服务器上少了或被改过。',
      routingForked: '服务器出示的办理分工比您看到过的更旧，或者同一版内容不同，或者不是由它改来的。',
      memoryForged: '服务器上保存的“您看到过的名录”不是您签名的。',
      memoryGone: '您的密钥里记着您看到过名录，服务器上却没有了您签名的这条记录。',
    },
    countyKeyChanged: '数据库里的县名录密钥被改动，举报入口已自动关闭。',
    compare: {
      title: '先核对一次县名录密钥',
      text: '您的密钥和这个浏览器里还没有记下本县的名录密钥。请与纸质公示的指纹逐组核对，一致才继续；以后由浏览器自动核对，不再询问。',
      again: '如果您在县名录密钥产生以后曾经登录过、已经核对过，请不要继续，立即当面告知密钥监督员。',
      fingerprint: '县名录密钥指纹',
      same: '已核对，与纸质指纹一致',
      atEnrolment: '请与纸质公示的指纹核对，不一致就不要启用账号。',
    },
    pageClosed: {
      title: '这一页现在不打开',
      why: '县名录密钥被改动期间，需要核对密钥的页面都停用，以免内容被加密给冒名的密钥。举报和案件都还在，没有丢失。',
      next: [
        '当面告诉一位密钥监督员：由两位密钥监督员对照纸质指纹核实县名录密钥。',
        '让管理员从备份恢复原来的县名录密钥；恢复以后，本页自己就能再打开。',
        '期间有危及生命的事，请用电话处理，不要在本系统里补记。',
      ],
    },
    alarms: {
      title: '没有经过认证的密钥',
      lead: '下面的密钥在数据库里，但密钥监督员没有认证过。浏览器不会向它们加密，也不会接受它们。新成员和新密钥在认证之前也会列在这里；不知道来历的，请当面查问。',
      none: '数据库里的密钥都经过两位密钥监督员认证。',
      what: '密钥',
      unit: '单位',
      fingerprint: '指纹',
      unitKey: (epoch: number) => `单位密钥（第 ${epoch} 代）`,
      member: (name: string) => `成员 ${name} 的密钥`,
      swapped: (name: string) => `成员 ${name} 的密钥与认证过的不同`,
      grant: (name: string) => `单位密钥交给了未经认证的 ${name}`,
    },
  },
  {
    title: 'Stop: the keys shown are not the ones seen before',
    stop: 'This page opens and seals nothing any more. Do not try again; tell a guardian face to face at once, and leave this page as it is.',
    problems: {
      countyKeyChanged: 'The county directory key has changed. It is set once and normally never changes.',
      directoryOlder: 'The server shows an older list of keys than you have seen.',
      directoryForked: 'The server shows another text of the very list you have seen.',
      directoryGone: 'The server says that there is no list of keys, but you have seen one.',
      directoryUnvouched:
        'The list’s signatures are wrong, or two guardians whom you have seen before did not certify it.',
      logForked: 'The server’s log is not the one you have seen: entries in it were changed or removed.',
      marksGone: 'A mark of an accused unit that you have seen is missing from the server or was changed.',
      routingForked:
        'The server shows older duties than you have seen, another text of the same version, or some that do not follow them.',
      memoryForged: 'What the server keeps of what you have seen was not signed by you.',
      memoryGone:
        'Your keys say that you have seen a list before, but your signed record of it is gone from the server.',
    },
    countyKeyChanged: 'The county directory key in the database was changed. Reporting has closed itself.',
    compare: {
      title: 'Compare the county directory key once',
      text: 'Neither your keys nor this browser hold the county directory key yet. Compare each group with the printed fingerprint and go on only if they are the same; from then on your browser compares by itself and does not ask again.',
      again:
        'If you have signed in and compared it before, since the county directory key was made, do not go on: tell a guardian face to face at once.',
      fingerprint: 'Fingerprint of the county directory key',
      same: 'Compared: the same as on paper',
      atEnrolment: 'Compare it with the printed one; do not enrol if they differ.',
    },
    pageClosed: {
      title: 'This page stays closed for now',
      why: 'While the county directory key is not the one set up, pages that have to check keys do not open, so that nothing is sealed to somebody else’s key. Reports and cases are still there; nothing is lost.',
      next: [
        'Tell a guardian face to face: two guardians compare the county directory key with the printed fingerprint.',
        'Have the administrator restore the county directory key from a backup; this page opens again by itself then.',
        'Meanwhile deal with any danger to life by telephone, and do not enter it here.',
      ],
    },
    alarms: {
      title: 'Keys that nobody certified',
      lead: 'These keys stand in the database, but the guardians did not certify them. Browsers seal nothing to them and accept nothing from them. New members and keys are listed too until they are certified; ask face to face about any you were not told of.',
      none: 'Every key in the database was certified by two guardians.',
      what: 'Key',
      unit: 'Unit',
      fingerprint: 'Fingerprint',
      unitKey: (epoch) => `Unit key (generation ${epoch})`,
      member: (name) => `Key of ${name}`,
      swapped: (name) => `Key of ${name}, not the certified one`,
      grant: (name) => `Unit key given to ${name}, who is not certified`,
    },
  },
);
