/** What stands in front of a short-term key. */
export const shortTermPrefix = 'bedrock-api-key-';

/** What a short-term key of Amazon Bedrock says of itself; `expiresAt` is epoch ms. */
export interface ShortTermKey {
  region: string | null;
  expiresAt: number | null;
}

/**
 * A short-term key is a signed address in base64: it says where it works and for how long. Null when it is none, or cut.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-how.html
 */
export function readShortTermKey(secret: string | null): ShortTermKey | null {
  if (secret === null || !secret.startsWith(shortTermPrefix)) return null;
  const text = Buffer.from(secret.slice(shortTermPrefix.length), 'base64').toString('latin1');
  const address = URL.parse(`https://${text}`);
  if (address === null) return null;
  const { searchParams } = address;
  const region = (searchParams.get('X-Amz-Credential') ?? '').split('/')[2];
  return {
    region: region !== undefined && isRegion(region) ? region : null,
    expiresAt: endOf(searchParams.get('X-Amz-Date'), searchParams.get('X-Amz-Expires')),
  };
}

function endOf(date: string | null, seconds: string | null): number | null {
  const [, year, month, day, hours, minutes, rest] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '') ?? [];
  if (year === undefined || !/^\d{1,6}$/.test(seconds ?? '')) return null;
  const signedAt = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${rest}Z`);
  return Number.isNaN(signedAt) ? null : signedAt + Number(seconds) * 1000;
}

/** Whether a text is the name of a region and nothing else: it becomes part of the host a key is sent to. */
export function isRegion(text: string): boolean {
  return text.length <= 32 && /^[a-z]{2}(?:-[a-z]+){1,3}-\d$/.test(text);
}
