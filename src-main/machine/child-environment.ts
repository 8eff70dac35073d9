import type { Env } from '../ports.ts';

/** What any program needs to run as this person on this machine; on Windows a name may be in any case. */
const everybody =
  /^(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TERM|TMPDIR|TEMP|TMP|XDG_\w+|DISPLAY|WAYLAND_DISPLAY|DBUS_SESSION_BUS_ADDRESS|SSH_AUTH_SOCK|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERNAME|USERPROFILE|USERDOMAIN|APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES(\(X86\))?)$/i;

/** How a program gets out of this network. */
const network = /^((HTTPS?|ALL|NO)_PROXY|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS)$/i;

/** Where keepers of secrets look for their stores; never a secret itself. */
const keepers =
  /^(GNUPGHOME|GPG_TTY|PASSWORD_STORE_\w+|AWS_(PROFILE|REGION|DEFAULT_REGION|CONFIG_FILE|SHARED_CREDENTIALS_FILE)|CLOUDSDK_\w+|AZURE_CONFIG_DIR|VAULT_ADDR|VAULT_NAMESPACE|BITWARDENCLI_APPDATA_DIR|CLAUDE_CONFIG_DIR|CODEX_HOME)$/;

/** What one program alone is signed in by. */
const own: Readonly<Record<string, RegExp>> = {
  op: /^OP_\w+$/,
  bws: /^BWS_\w+$/,
  aws: /^AWS_\w+$/,
  infisical: /^INFISICAL_\w+$/,
  gopass: /^GOPASS_\w+$/,
};

/**
 * The environment of a program that is run for its answer: what it needs to run, and none of the keys and files of keys
 * that stand in the environment of Keywatch itself. Whoever needs more names it: `exec:/usr/bin/env NAME=VALUE …`.
 */
export function childEnvironment(env: Env, command: string): Record<string, string> {
  const program = command.replace(/^.*[\\/]/, '').replace(/\.exe$/i, '');
  const wanted = [everybody, network, keepers, ...(Object.hasOwn(own, program) ? [own[program]] : [])];
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && wanted.some((names) => names?.test(name)) ? [[name, value]] : [],
    ),
  );
}
