import { z } from 'zod';
import { chooseSets } from '../../eval/retrieval/choose-sets.ts';
import { measureSystem } from './measure-system.ts';
import { failed, type Outcome } from './outcome.ts';
import { isSystemName, systems } from './systems.ts';

/** What the parent hands over as the only argument, in JSON. */
const Job = z.object({
  system: z.string().refine(isSystemName),
  folder: z.string(),
  questions: z.number().nullable(),
  scale: z.number().nullable(),
});
export type Job = z.infer<typeof Job>;

// Without a parent nobody reads the outcome.
process.on('disconnect', () => process.exit(1));
report(await carryOut(Job.parse(JSON.parse(process.argv[2] ?? ''))));

async function carryOut({ system, ...choice }: Job): Promise<Outcome> {
  const [set] = chooseSets(choice);
  if (set === undefined) return failed('题集读不到');
  try {
    return { kind: 'measured', figures: await measureSystem(systems[system].open, set) };
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

function report(outcome: Outcome): void {
  // Whatever a library keeps running must not keep the process.
  process.send?.(outcome, () => process.exit(0));
}
