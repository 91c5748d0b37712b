/** Runs one statement. */
export type Run = (statement: string) => Promise<unknown>;

/** The unit whose lists are read has two in five of all cases, and the others share the rest. */
export type BulkUnits = { own: string; others: string[]; officer: string };

/**
 * How often each sector occurs follows from its place in the list; `forestry` occurs in one of a thousand cases,
 * `tourism` in none.
 */
const SECTOR = `case when h % 1000 = 7 then 'forestry'
  else (array['fire','construction','roadTransport','industry','gas','hazardousChemicals','mining','agriculture'])[1 + h % 8] end`;
/** Four in a hundred are refused, eight are open, the rest are closed. */
const STAGE = `case when h2 % 100 < 8
    then (array['registered','accepted','assigned','verifying','verdictProposed','verdictConfirmed','replied'])[1 + h % 7]
  when h2 % 100 < 12 then 'notAccepted' else 'closed' end`;
/** Numbers that are evenly spread, and the same in every run. */
const spread = (from: number, to: number) => `(select n, (n::bigint * 2654435761 % 1000003)::int as h,
    (n::bigint * 40503 % 999983)::int as h2 from generate_series(${from}, ${to}) n) s`;

/** Cases number `from` to `to`, over five years, all in one statement: only clear fields, as the lists read them. */
export async function addCases(run: Run, units: BulkUnits, from: number, to: number): Promise<void> {
  const others = `(array['${units.others.join("','")}']::uuid[])`;
  await run(`
    insert into case_file (id, matter, sector, town, channel, received_on, urgent, responsible_unit_id,
      assisting_unit_ids, reasons, excluded_unit_tags, stage, verdict, assigned_to, accepted_on, confirmed_on,
      closed_on, due_on)
    select gen_random_uuid(), (array['hazard','violation','majorRisk'])[1 + h % 3], ${SECTOR},
      (array['500200101','500200102'])[1 + h2 % 2], 'web', current_date - h2 % 1800, h % 50 = 0,
      case when h2 % 5 < 2 then '${units.own}'::uuid else ${others}[1 + h % ${units.others.length}] end,
      '{}', '[{"rule":"regulates","unitId":"${units.own}"}]', array[md5(n::text)], ${STAGE},
      case when h2 % 100 >= 12 then 'substantiated' end,
      case when h % 40 = 0 then '${units.officer}'::uuid end,
      current_date - h2 % 1800 + 3, case when h2 % 100 >= 12 then current_date - h2 % 1800 + 22 end,
      case when h2 % 100 >= 12 then current_date - h2 % 1800 + 40 end,
      case when h2 % 100 < 8 then current_date + h % 60 - 20 end
    from ${spread(from, to)}`);
}

/** Published penalty decisions number `from` to `to`. */
export async function addPenalties(run: Run, unitId: string, from: number, to: number): Promise<void> {
  await run(`
    insert into penalty_decision (id, unit_id, decision_number, decided_on, offender, credit_code, sector, town,
      offence, legal_basis, amount, state, published_on)
    select gen_random_uuid(), '${unitId}', '（安岭）应急罚〔2025〕' || n || '号', current_date - h2 % 1800,
      '安岭县第' || n || '木器有限公司', lpad(n::text, 18, '9'), ${SECTOR}, (array['500200101','500200102'])[1 + h2 % 2],
      '占用、堵塞、封闭疏散通道，未按规定设置消防设施', '《中华人民共和国消防法》第六十条', 1000000 + h, 'published', current_date
    from ${spread(from, to)}`);
}
