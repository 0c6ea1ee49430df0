import { contracts } from '#contracts';
import { newId, toRecord, Transactions, type IncomingEvent } from '#messaging';
import { eventually, Harness } from '#testing';
import { followUp } from './app.module.js';
import { FollowUpWhenResponseScored } from './follow-ups/follow-up-when-response-scored.consumer.js';

const T = new Date().toISOString();
const N = 60_000;
const mk = (score: number, i = 0) => ({ responseId: newId(), revision: 1, contactId: `c-${i % 20000}`, accountId: `a-${i % 3000}`, touchpoint: 'x', score, category: score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor', answeredAt: T });
const LIN = Array.from({ length: 4 }, () => `rapport.crm.v1.JourneyEventRecorded/${newId()}/${T}`).join(' ');
const ev = (data: any) => ({ id: newId(), source: '/s', time: new Date(), correlationId: newId(), lineage: LIN, key: data.contactId, data, contract: contracts.responseScored, record: {} }) as unknown as IncomingEvent<any>;
const q = (a: number[], p: number) => a.sort((x, y) => x - y)[Math.floor(a.length * p)]!.toFixed(2);

it('bench', async () => {
  const h = await Harness.start();
  await h.database.query(`INSERT INTO follow_up.accounts SELECT 'a-'||i, 1, 'A'||i, i*50, 'seg', case when i%2=0 then 'csm'||i end, 'active', null FROM generate_series(0,2999) i`);
  await h.database.query(`INSERT INTO follow_up.contacts SELECT 'c-'||i, 1, 'a-'||i%3000, 'N', 'admin' FROM generate_series(0,199999) i`);
  await h.database.query('ANALYZE');
  const first = await h.run(followUp);
  const c = first.app.get(FollowUpWhenResponseScored), tx = first.app.get(Transactions);
  for (const size of [1, 500]) for (const kind of ['detractor', 'mixed']) {
    const handle: number[] = [], whole: number[] = [], ping: number[] = [], empty: number[] = []; let cpu = 0, rounds = 0;
    for (let r = 0; r < (size === 1 ? 600 : 30); r++) {
      const events = Array.from({ length: size }, (_, i) => ev(mk(kind === 'detractor' ? i % 7 : [2, 7, 8, 9, 10][(i + r) % 5]!, i + r * 37)));
      const p0 = performance.now(); await h.database.query('SELECT 1'); ping.push(performance.now() - p0);
      const e0 = performance.now(); await tx.run(async () => {}); empty.push(performance.now() - e0);
      const cpu0 = process.cpuUsage(); rounds++;
      const t0 = performance.now();
      await tx.run(async (t) => { const t1 = performance.now(); await c.handle(events, Object.assign(t, { reject() {} }) as any); if (r > 5) handle.push(performance.now() - t1); });
      if (r > 5) whole.push(performance.now() - t0);
      const u = process.cpuUsage(cpu0); cpu += (u.user + u.system) / 1000;
    }
    process.stderr.write(`size ${size} ${kind}: handle p50 ${q(handle, .5)} p95 ${q(handle, .95)} whole p50 ${q(whole, .5)} ms; SELECT 1 p50 ${q(ping, .5)}, empty tx p50 ${q(empty, .5)}, node cpu ${(cpu / rounds).toFixed(2)} ms per chunk; handle min ${q(handle, 0)}\n`);
  }

  await first.stop(); h.services.length = 0;
  for (const kind of ['mixed', 'detractor']) {
    for (let i = 0; i < N; i += 2000) await h.send(contracts.responseScored.topic, ...Array.from({ length: 2000 }, (_, j) => { const r = toRecord(contracts.responseScored, mk(kind === 'detractor' ? j % 7 : [2, 7, 8, 9, 10][j % 5]!, i + j)); return { ...r, headers: { ...r.headers, ce_lineage: LIN } }; }));
    const s = await h.run(followUp);
    let first = 0, n0 = 0, at = 0, n1 = 0;
    for (const end = Date.now() + 90_000; Date.now() < end && n1 < (kind === 'mixed' ? N : 2 * N); await new Promise((r) => setTimeout(r, 100))) { const [{ n }] = await h.database.query(`SELECT count(*)::int n FROM follow_up.inbox WHERE consumer='follow-up-when-response-scored'`) as any; if (!first && n > (kind === 'mixed' ? 0 : N)) { first = performance.now(); n0 = n; } n1 = n; at = performance.now(); }
    process.stderr.write(`${kind}: ${((n1 - n0) / (at - first) * 1000).toFixed(0)} events/s (${n1 - n0} in ${(at - first).toFixed(0)} ms)\n`);
    await s.stop(); h.services.length = 0;
  }
  await h.stop();
}, 300_000);
