/**
 * Stands in the bundles for the JSON-schema validator and the version comparisons that conf brings for its options
 * `schema` and `migrations`. No store of ours has either (D-C2), and loading them took as long as a durable edit.
 */
export function Ajv2020(): never {
  throw new Error('The vault is no place for a JSON schema (D-C2).');
}

const nothing: Readonly<Record<string, never>> = {};
export default nothing;
