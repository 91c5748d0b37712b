import { randomUUID } from 'node:crypto';
import {
  type OpenedHazard,
  openHazards,
  type StepWords,
  sealHazardStep,
  sealNewHazard,
} from '~/browser/case/hazard-workspace';
import { readAnswer } from '~/contract/answers/answer';
import { hazardWorkspace } from '~/contract/answers/hazard';
import type { HazardSaid } from '~/contract/sealed/hazard';
import type { HazardStep } from '~/domain/case/hazard';
import { HAZARD_FIELDS, type HazardEntry } from '~/domain/case/hazard-entry';
import type { HazardGrade } from '~/domain/case/hazard-kinds';
import { fromBase64 } from '~/envelope/bytes';
import { enterHazard, handOnHazard, stepHazard } from '~/services/case/hazard.server';
import { hazardLedger } from '~/services/case/hazard-page.server';
import { type Context, today } from '~/services/context.server';
import type { EnrolledMember } from '~/services/keys/enrolled-member.server';
import { keyringOf } from '../case-workspace';

/** What a member's browser does with the rectification ledger, played against a context. */
export function hazardsOf(ctx: Context) {
  const writing = async (by: EnrolledMember) => {
    const page = await hazardLedger(ctx, by.actor, {});
    return { workspace: readAnswer(hazardWorkspace, page), keyring: keyringOf(by), today: today(ctx), page };
  };
  const sentOf = <S extends { unitKeyId: string; bytes: string }>(sealed: S) => ({
    ...sealed,
    bytes: fromBase64(sealed.bytes),
  });
  async function ledger(by: EnrolledMember): Promise<OpenedHazard[]> {
    const { page, workspace, keyring } = await writing(by);
    return openHazards(page.rows, workspace, keyring);
  }
  return {
    ledger,
    /** Enters a check; the next night takes it in. */
    async enter(by: EnrolledMember, employer: string, grade: HazardGrade = 'general', dueOn = '2025-10-15') {
      const given = await writing(by);
      const due = grade === 'none' ? null : dueOn;
      const blank = Object.fromEntries(HAZARD_FIELDS.map((field) => [field, ''])) as Record<keyof HazardEntry, string>;
      const entry = { ...blank, employer, grade, foundOn: '2025-09-15', dueOn: due ?? '', board: 'AL01' };
      const sealed = await sealNewHazard(entry, given);
      await enterHazard(ctx, by.actor, { ...sentOf(sealed), grade, dueOn: due });
      return sealed.hazardId;
    },
    /** Does a step with an entry as `on` shows it, or as the ledger does now. */
    async step(
      by: EnrolledMember,
      hazardId: string,
      step: HazardStep,
      more: { words?: StepWords; on?: OpenedHazard; file?: Uint8Array } = {},
    ) {
      const opened = more.on ?? (await ledger(by)).find((one) => one.hazardId === hazardId);
      if (!opened?.said) throw new Error('not opened');
      const { version, ...sealed } = await sealHazardStep(
        opened as OpenedHazard & { said: HazardSaid },
        { act: step.type, ...(more.words && { words: more.words }) },
        await writing(by),
      );
      const file = more.file ? { id: randomUUID(), bytes: more.file } : null;
      await stepHazard(ctx, by.actor, { ...sentOf(sealed), version: Number(version) }, step, file);
    },
    async handOn(by: EnrolledMember, hazardId: string, toUnitId: string) {
      const opened = (await ledger(by)).find((one) => one.hazardId === hazardId);
      if (!opened?.said) throw new Error('not opened');
      const { version, ...sealed } = await sealHazardStep(
        opened as OpenedHazard & { said: HazardSaid },
        { act: 'handOn', toUnitId },
        await writing(by),
      );
      await handOnHazard(ctx, by.actor, { ...sentOf(sealed), version: Number(version) }, toUnitId);
    },
  };
}
