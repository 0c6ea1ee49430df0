import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { contracts } from '#contracts';
import { newId, toRecord } from '#messaging';
import { Harness, eventually } from '#testing';
import { scoring } from './app.module.js';
import { feedbackTagging } from '../../feedback-tagging/src/app.module.js';
import { tag } from '../../feedback-tagging/src/insights/tagging.rules.js';

const rows = parse(readFileSync('/work/shared/data/nps-answers-pt.dev.csv'), { columns: true, relax_quotes: true, relax_column_count: true }) as { score: string; comment: string }[];
it('bench', async () => {
  const comments = rows.map((r) => r.comment).filter(Boolean);
  for (const c of comments) tag(c);
  let t = performance.now();
  for (let k = 0; k < 10; k++) for (const c of comments) tag(c);
  console.log('tag us/comment', ((performance.now() - t) * 1000) / (10 * comments.length), comments.length, rows.length);
  const harness = await Harness.start();
  const N = Number(process.env.N ?? 60000);
  for (const def of [scoring, feedbackTagging] as any[]) {
    const svc = await harness.run(def);
    await svc.stop(); harness.services.pop();
  }
  const touch = ['onboarding.completed', 'support.case_closed', 'renewal.upcoming'];
  for (let s = 0; s < N; s += 5000) {
    const recs = Array.from({ length: 5000 }, (_, i) => {
      const r = rows[(s + i) % rows.length]!;
      const at = new Date(Date.UTC(2026, 0, 1 + ((s + i) % 90), 10)).toISOString();
      return toRecord(contracts.responseRecorded, { responseId: newId(), revision: 1, contactId: `c-${(s + i) % 20000}`, accountId: `a-${i % 500}`, touchpoint: touch[i % 3]!, score: Number(r.score), ...(r.comment && { comment: r.comment }), channel: 'page', answeredAt: process.env.HOT ? '2026-03-01T10:00:00Z' : at, revisedAt: at });
    });
    await harness.send(contracts.responseRecorded.topic, ...recs);
  }
  for (const [def, sql] of [[scoring, 'select count(*)::int n from scoring.scored_responses'], [feedbackTagging, `select count(*)::int n from feedback_tagging.inbox`]] as any[]) {
    const cpu0 = process.cpuUsage();
    const t0 = performance.now();
    const svc = await harness.run(def);
    let first = 0, firstN = 0, n = 0;
    for (;;) {
      n = (await harness.database.query<{ n: number }>(sql))[0]!.n;
      if (!first && n > 0) { first = performance.now(); firstN = n; }
      if (n >= N) break;
      await new Promise((r) => setTimeout(r, 50));
    }
    const t1 = performance.now();
    const cpu = process.cpuUsage(cpu0);
    console.log((def as any).name, 'rate', Math.round((n - firstN) / ((t1 - first) / 1000)), 'total s', (t1 - t0) / 1000, 'cpu s', (cpu.user + cpu.system) / 1e6);
    await eventually(async () => expect((await harness.database.query(`select 1 from ${def.name.replace('-', '_')}.outbox limit 1`)).length).toBe(0), 60000);
    console.log('outbox drained at', (performance.now() - t0) / 1000);
    if (def === feedbackTagging) {
      console.log(await harness.database.query('select count(*) from feedback_tagging.insights'), await harness.database.query('select count(*) from feedback_tagging.insight_themes'));
      const ex = async (sql: string) => console.log((await harness.database.query<any>('explain (analyze, buffers off) ' + sql)).map((r) => r['QUERY PLAN']).join('\n'));
      await harness.database.query('analyze feedback_tagging.insights'); await harness.database.query('analyze feedback_tagging.insight_themes');
      await harness.database.query('set search_path = feedback_tagging');
      await ex(`select insight_id from feedback_tagging.insights where not withdrawn and (null::uuid is null) and insight_id in (select insight_id from feedback_tagging.insight_themes where theme = 'ease-of-use') order by insight_id desc limit 50`);
      await ex(`select insight_id from feedback_tagging.insights where not withdrawn and language='fr' order by insight_id desc limit 50`);
      await ex(`select theme, sentiment, count(*)::int from feedback_tagging.insight_themes where day between '2026-01-01' and '2026-03-31' group by 1,2`);
    }
    await svc.stop(); harness.services.pop();
  }
  await harness.stop();
}, 300_000);
