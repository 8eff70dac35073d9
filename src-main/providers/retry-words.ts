const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** As much of a text as is searched for a time; sentences of providers are short. */
const longestHeard = 8192;

const wordUnits: readonly (readonly [RegExp, number])[] = [
  [/^m(?:illi)?s(?:ec(?:ond)?s?)?$/, 1],
  [/^s(?:ec(?:ond)?s?)?$/, second],
  [/^m(?:in(?:ute)?s?)?$/, minute],
  [/^h(?:(?:ou)?rs?)?$/, hour],
  [/^d(?:ays?)?$/, day],
];

const waitWords =
  /\b(?:(?:re)?try(?:ing)?(?: again)?(?: your request)?|come back|wait(?: for)?|resets?|available(?: again)?)(?: in| after| for)?(?: at least| about)? ((?:\d+(?:\.\d+)?\s?[a-zµμ]+(?:,? and |,? )?){1,4})/i;

const bareWords = /\b(?:retry|try again|wait)(?: in| after)?:? (\d+(?:\.\d+)?)(?=\s*(?:[.,;:)"]|$))/i;

/** "Please try again in 6m0s", "retry after 1 seconds", "wait 30s", "30 秒后重试"; a number alone is seconds. Milliseconds or null. */
export function waitInWords(text: string): number | null {
  const heard = text.slice(0, longestHeard);
  const said = waitWords.exec(heard)?.[1];
  if (said === undefined) return chineseWait(heard) ?? bareWait(heard);
  let total = 0;
  let known = false;
  for (const [, amount, word] of said.matchAll(/(\d+(?:\.\d+)?)\s?([a-zµμ]+)/gi)) {
    const unit = wordUnits.find(([pattern]) => pattern.test((word ?? '').toLowerCase()))?.[1];
    if (unit === undefined) break;
    total += Number(amount) * unit;
    known = true;
  }
  return known ? total : null;
}

function bareWait(heard: string): number | null {
  const amount = bareWords.exec(heard)?.[1];
  return amount === undefined ? null : Number(amount) * second;
}

function chineseWait(heard: string): number | null {
  const [, amount, unit] =
    /(\d{1,9}(?:\.\d{1,9})?)\s{0,2}(毫秒|秒钟?|分钟?|个?小时|天)[之以]?后/.exec(heard) ?? [];
  const size = chineseUnits[unit?.replace(/^个|钟$/g, '') ?? ''];
  return amount === undefined || size === undefined ? null : Number(amount) * size;
}

const chineseUnits: Readonly<Record<string, number>> = {
  毫秒: 1,
  秒: second,
  分: minute,
  小时: hour,
  天: day,
};

const resetWords =
  /\b(?:resets?|regain access|available again|try again)(?: is| will be)?(?: at| on| after)?:? (\d{4}-\d\d-\d\d)(?:(?:T| at | )(\d\d:\d\d(?::\d\d)?(?:\.\d+)?))?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)?/i;

const chineseReset =
  /(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?()\s{0,2}(?:之?后)?(?:重置|恢复|刷新|重试)/i;

/** "Your limit will reset at 2026-11-20 22:00:00": epoch ms or null. Without a zone: the vendor's, else the later reading. */
export function statedReset(text: string, now: number, zoneOffsetMs?: number): number | null {
  const heard = text.slice(0, longestHeard);
  const [, date, time = '00:00', zone] = resetWords.exec(heard) ?? chineseReset.exec(heard) ?? [];
  if (date === undefined) return null;
  const asUtc = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(asUtc)) return null;
  if (zone) return /^[+-]/.test(zone) ? Date.parse(`${date}T${time}${zone}`) : asUtc;
  if (zoneOffsetMs !== undefined) return asUtc - zoneOffsetMs;
  const asLocal = asUtc + new Date(now).getTimezoneOffset() * minute;
  return Math.max(asUtc, asLocal);
}
