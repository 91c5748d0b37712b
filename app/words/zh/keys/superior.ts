/** 本县以外的上级机关，密钥监督员签署前核对。 */
export const superiorWords = {
  title: '上级机关（不在本站）',
  changed:
    '这一版名录登记的上级机关如下。请逐项读过：举报人会照这里的电话和地址去找上级，送上级的材料用这里的密钥加密。',
  dropped: '这一版名录不再登记上级机关。举报人和办案人员将看不到怎样联系上级，材料也不能再加密送出。原来登记的是：',
  compared: '已与事实核对：两位保管人在电话里读出（或对照盖章纸件核对）的指纹与这里的逐字相同',
  agreeDropped: '同意不再登记上级机关',
  notCompared: '请逐项核对上级机关的登记内容并勾选。',
  parts: {
    names: '名称',
    address: '地址',
    phone: '电话',
    mail: '电子邮箱',
    holder: (n: number) => `密钥保管人 ${n}`,
    key: (post: string, print: string) => `${post}，密钥指纹 ${print}`,
    other: (n: number) => `其他举报渠道 ${n}`,
    reached: (name: string, phone: string) => `${name}，电话 ${phone}`,
  },
};
