import type { SupervisionField } from '~/domain/publication/supervision-form';

/** Words of the public list of major hazards under supervision, and of the staff page behind it. */
export const supervisionWords = {
  publicTitle: '重大隐患挂牌督办',
  publicLead: '已经公布的挂牌督办的重大事故隐患。依据督办单公布，与任何举报无关联。',
  publicEmpty: '现在没有挂牌督办的重大隐患。',
  title: '挂牌督办',
  lead: '在这里登记要向社会公布的挂牌督办重大隐患。登记的内容与案件、与隐患台账都不关联；今晚进入待公布清单，由公示员公布。',
  registerTitle: '登记挂牌督办',
  register: '登记',
  registered: '已登记。今晚与当天登记的其他督办一起进入待公布清单。',
  listTitle: '待公布和已公布',
  none: '没有。',
  columns: {
    orderNumber: '督办单文号',
    supervisor: '督办单位',
    employer: '隐患单位',
    hazard: '隐患情况',
    dueOn: '整改期限',
  } satisfies Record<SupervisionField, string>,
  unit: '负责整改的部门',
  state: '状态',
  states: { registered: '待公布', published: '整改中', ended: '已销号' },
  acts: { publish: '公布', end: '标为已销号', withdraw: '撤下' },
  done: '已办理。',
  act: '办理',
  taken: '这个文号已经登记过',
  errors: {
    orderNumber: '请填写督办单文号',
    supervisor: '请填写督办单位',
    employer: '请填写隐患单位',
    hazard: '请填写隐患情况',
    dueOn: '请写成 2026-12-31 这样的日期',
  } satisfies Record<SupervisionField, string>,
};
