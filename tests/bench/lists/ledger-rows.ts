import type { BulkUnits, Run } from './bulk-rows';

/**
 * Entries of the reward ledger number `from` to `to`: a fund for each unit and year, each credited once and then charged by
 * rewards that were approved, claimed and paid, over five years. The triggers that check each posting are left out, because
 * every posting here is balanced by its making.
 */
export async function addLedger(run: Run, { own, others }: BulkUnits, entries: number): Promise<void> {
  const units = `array['${[own, ...others].join("','")}']::uuid[]`;
  await run(`
    set session_replication_role = replica;
    insert into fund (id, unit_id, year, source, balance)
      select gen_random_uuid(), u, extract(year from current_date)::int - y, 'fiscal', 100000000000
      from unnest(${units}) u, generate_series(0, 4) y;
    create temporary table bulk_posting as
      select n, gen_random_uuid() as posting_id, f.id as fund_id,
        make_date(f.year, 1, 1) + (n % extract(doy from current_date)::int)::int as on_day,
        case when n <= f.funds then 'credit' else (array['approve','claim','pay'])[1 + n % 3] end as kind,
        case when n <= f.funds then 100000000000 else 300000 + n % 700000 end as amount
      from generate_series(1, ${Math.floor(entries / 2)}) n
      join (select id, year, row_number() over () as at, count(*) over () as funds from fund) f on f.at = 1 + n % f.funds;
    insert into ledger_line (posting_id, line, kind, account, amount, fund_id, voucher, on_day)
      select posting_id, line, kind,
        case line when 1 then
          case kind when 'credit' then 'appropriation' when 'approve' then 'fund' when 'claim' then 'committed' else 'payable' end
        else
          case kind when 'credit' then 'fund' when 'approve' then 'committed' when 'claim' then 'payable' else 'paid' end
        end || ':' || fund_id,
        case line when 1 then -amount else amount end, fund_id,
        case when kind in ('credit', 'pay') then 'V-' || n end, on_day
      from bulk_posting, generate_series(1, 2) line;
    drop table bulk_posting;
    set session_replication_role = origin`);
}
