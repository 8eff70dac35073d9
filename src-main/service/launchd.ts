import { join } from 'node:path';
import {
  checkEverySeconds,
  commandLine,
  variablesOf,
  type Does,
  type Intent,
  type ServiceFile,
} from './intent.ts';
import { withMark } from './written-by-us.ts';

export const launchdLabels: Readonly<Record<Does, string>> = {
  serve: 'dev.keywatch.serve',
  check: 'dev.keywatch.check',
};

export function launchdPath(does: Does, home: string): string {
  return join(home, 'Library', 'LaunchAgents', `${launchdLabels[does]}.plist`);
}

type Value = string | number | boolean | Value[] | { readonly [key: string]: Value };

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function xml(value: Value, indent = ''): string {
  if (typeof value === 'string') return `${indent}<string>${escaped(value)}</string>`;
  if (typeof value === 'number') return `${indent}<integer>${value}</integer>`;
  if (typeof value === 'boolean') return `${indent}<${value}/>`;
  const deeper = `${indent}  `;
  if (Array.isArray(value))
    return [`${indent}<array>`, ...value.map((each) => xml(each, deeper)), `${indent}</array>`].join('\n');
  const members = Object.entries(value).flatMap(([key, each]) => [
    `${deeper}<key>${escaped(key)}</key>`,
    xml(each, deeper),
  ]);
  return [`${indent}<dict>`, ...members, `${indent}</dict>`].join('\n');
}

const running: Readonly<Record<Does, Record<string, Value>>> = {
  serve: { KeepAlive: { SuccessfulExit: false }, ThrottleInterval: 15 },
  check: { StartInterval: checkEverySeconds },
};

/** The agent of a person's session; launchd.plist(5). No core dumps (D-A10), and files for nobody else. */
export function launchdFile(intent: Intent, home: string): ServiceFile {
  const { does } = intent;
  const variables = Object.entries(variablesOf(intent, (_, path) => path)).map(([name, value = '']) => [
    name,
    value,
  ]);
  const agent: Record<string, Value> = {
    Label: launchdLabels[does],
    ProgramArguments: commandLine(intent),
    EnvironmentVariables: Object.fromEntries(variables) as Record<string, string>,
    RunAtLoad: true,
    ...running[does],
    ProcessType: 'Background',
    Umask: 0o077,
    HardResourceLimits: { Core: 0 },
    SoftResourceLimits: { Core: 0 },
  };
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    xml(agent),
    '</plist>',
    '',
  ].join('\n');
  return { path: launchdPath(does, home), text: withMark(text, (line) => `<!-- ${line} -->`) };
}
