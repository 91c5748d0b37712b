import { defineWords } from '~/words/language';

/** Words for what a next version of the signed list changes. */
export const directoryWords = defineWords(
  {
    offices: (names: string) => `曾在：${names}`,
    unitsTitle: '单位的变化',
    unitsText: '举报按这里的单位和上下级来分送。请逐条读过；与事实不符就不要签署。',
    unit: '单位',
    what: '内容',
    readUnits: '单位的变化已逐条读过，与事实相符',
    unitsNotRead: '请先读过单位的变化并勾选。',
    kind: (kind: string) => `类别：${kind}`,
    kindChanged: (before: string, after: string) => `类别由${before}改为${after}`,
    above: (name: string) => `上级单位：${name}`,
    noneAbove: '没有上级单位',
    renamed: (before: string) => `原名称：${before}`,
    code: (code: string) => `代码：${code}`,
    successors: (names: string) => `由${names}接续`,
    noSuccessors: '没有接续单位',
    closed: (day: string) => `${day} 撤并`,
    reopened: '不再是撤并状态',
  },
  {
    offices: (names) => `formerly: ${names}`,
    unitsTitle: 'Changes of units',
    unitsText:
      'Reports are routed by these units and by who stands under whom. Read each line; if one is not true, do not sign.',
    unit: 'Unit',
    what: 'What',
    readUnits: 'I have read every change of units, and they are true',
    unitsNotRead: 'Read the changes of units and tick that you did.',
    kind: (kind) => `kind: ${kind}`,
    kindChanged: (before, after) => `kind changed from ${before} to ${after}`,
    above: (name) => `under ${name}`,
    noneAbove: 'under no other unit',
    renamed: (before) => `formerly named ${before}`,
    code: (code) => `code: ${code}`,
    successors: (names) => `taken over by ${names}`,
    noSuccessors: 'taken over by nobody',
    closed: (day) => `closed or merged on ${day}`,
    reopened: 'no longer closed',
  },
);
