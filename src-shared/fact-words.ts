import { say, saying } from './say.ts';
import { exactMoment, isMoment } from './times.ts';

/** How a fact is written: as it stands, as money, a part of a hundred, a moment, a yes. */
type Form = 'text' | 'number' | 'money' | 'percent' | 'moment' | 'flag';

/**
 * What answers teach for free, named once for all providers; the order is the order of showing. Money is in the unit of
 * the fact `currency`, and in US dollars where there is none; moments are epoch ms.
 */
export const factWords = {
  account: { label: saying('Account'), form: 'text' },
  organization: { label: saying('Organisation'), form: 'text' },
  team: { label: saying('Team'), form: 'text' },
  project: { label: saying('Project'), form: 'text' },
  label: { label: saying('Named there'), form: 'text' },
  role: { label: saying('Role'), form: 'text' },
  scopes: { label: saying('May'), form: 'text' },
  plan: { label: saying('Plan'), form: 'text' },
  freeTier: { label: saying('Free tier'), form: 'flag' },
  managementKey: { label: saying('Manages keys'), form: 'flag' },
  balance: { label: saying('Balance'), form: 'money' },
  balanceGranted: { label: saying('Of it granted'), form: 'money' },
  currency: { label: saying('Currency'), form: 'text' },
  limit: { label: saying('Limit'), form: 'money' },
  limitRemaining: { label: saying('Left of it'), form: 'money' },
  limitReset: { label: saying('Limit resets'), form: 'text' },
  usage: { label: saying('Used'), form: 'money' },
  usageDaily: { label: saying('Used today'), form: 'money' },
  usageWeekly: { label: saying('Used this week'), form: 'money' },
  usageMonthly: { label: saying('Used this month'), form: 'money' },
  usedPercent: { label: saying('Window used'), form: 'percent' },
  resetsAt: { label: saying('Window resets'), form: 'moment' },
  usedPercentWeekly: { label: saying('Week used'), form: 'percent' },
  weekResetsAt: { label: saying('Week resets'), form: 'moment' },
  unitsRemaining: { label: saying('Units left'), form: 'number' },
  models: { label: saying('Models'), form: 'number' },
  version: { label: saying('Version'), form: 'text' },
  madeAt: { label: saying('Made'), form: 'moment' },
} as const satisfies Record<string, { label: string; form: Form }>;

export type FactName = keyof typeof factWords;
export type Fact = string | number | boolean | null;

/** Facts as a provider's file gives them: only names of the table. */
export type Learned = { [N in FactName]?: string | number | boolean };

/** One fact as it is shown. */
export interface FactLine {
  label: string;
  text: string;
}

function textOf(form: Form, value: Exclude<Fact, null>, currency: string): string {
  if (typeof value === 'boolean') return value ? say('yes') : say('no');
  if (typeof value === 'string') return value;
  if (form === 'percent') return `${Math.round(value)} %`;
  if (form === 'money') return `${value.toFixed(2)} ${currency}`;
  if (form === 'moment' && isMoment(value)) return exactMoment(value);
  return String(value);
}

const spelled = (name: string): string => {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const isKnown = (name: string): name is FactName => Object.hasOwn(factWords, name);

/** The facts as lines, in the table's order; a name it does not know (an older history's) comes last, spelled out. */
export function factLines(facts: Readonly<Record<string, Fact>>): FactLine[] {
  const currency = typeof facts['currency'] === 'string' ? facts['currency'] : 'USD';
  const names = [...Object.keys(factWords), ...Object.keys(facts).filter((name) => !isKnown(name))];
  return names.flatMap((name) => {
    const value = facts[name];
    if (value === null || value === undefined || value === '' || name === 'currency') return [];
    const { label, form } = isKnown(name) ? factWords[name] : { label: spelled(name), form: 'text' as const };
    return [{ label: say(label), text: textOf(form, value, currency) }];
  });
}
