const form = /^eyJ[\w-]*\.eyJ[\w-]*\.[\w-]*$/;

/** What a JSON web token says of itself: decoded, never verified, never to be trusted. Null when it is none. */
export function jwtClaims(token: string): Readonly<Record<string, unknown>> | null {
  if (!form.test(token)) return null;
  try {
    const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims) ? { ...claims } : null;
  } catch {
    return null;
  }
}

/** When a JSON web token says it ends; epoch ms, null when it does not say. */
export function jwtExpiry(token: string): number | null {
  const exp = jwtClaims(token)?.['exp'];
  return typeof exp === 'number' && Number.isFinite(exp) && exp > 0 ? exp * 1000 : null;
}
