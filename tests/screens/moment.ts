/** When the pictures are taken, epoch ms: a Tuesday morning in spring, in the time zone below. */
export const moment = Date.UTC(2027, 2, 9, 9, 41, 30);
/** The window's clock, a little later, as somebody looks who has just come. */
export const lookedAt = moment + 2_000;
export const timeZone = 'UTC';

/** A key that the far side of the sample vault takes for a new one that works. */
export const newKey = `sk-ant-api03-${'Nw5-'.repeat(23)}xAA`;

/** Opens the sample vault of the pictures, besides a recovery code. */
export const passphrase = 'invented words for a picture';
