/** The mail to the supervisors; it names no case and no person. */
export const emergencyMail = {
  zh: {
    subject: '紧急：有人因生命危险申请打开举报人身份',
    text: '有办理人员以“危及生命”为由申请打开一名举报人的身份。仍须一名监督员批准、一名保密专员打开。请立即联系值班监督员，并事后核查。',
  },
  en: {
    subject: 'Emergency: an identity is to be opened because of danger to life',
    text: 'A handler has asked to open a reporter’s identity because of danger to life. A guardian still has to approve and a custodian to open it. Call the guardian on duty now, and look into it afterwards.',
  },
} as const;
