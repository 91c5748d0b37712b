import { defineWords } from '~/words/define';
import { claimExtensionWords as en } from '~/words/en/reward/claim-extension';
import { claimExtensionWords as zh } from '~/words/zh/reward/claim-extension';

export const claimExtensionWords = defineWords({ zh, en });
