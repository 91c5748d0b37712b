import { defineWords } from '~/words/define';
import { escalationMails as en } from '~/words/en/case/escalation-mail';
import { escalationMails as zh } from '~/words/zh/case/escalation-mail';

/** Tells the lead of a unit how many of its cases, and of its ledger's entries, are late by how many working days; numbers and no case. */
export const leadMail = defineWords({ zh: zh.lead, en: en.lead });
/** Tells who supervises how many units have such cases, and how many; numbers and no case. */
export const supervisorMail = defineWords({ zh: zh.supervisor, en: en.supervisor });
