import { describe, expect, it, test } from 'vitest';
import { textPlaces } from '../../../src-main/references/text-places.ts';

const placesIn = (text: string, path = '.env') =>
  Object.fromEntries(textPlaces(text, path).map(({ pointer, value }) => [pointer, value]));

describe('a file of settings', () => {
  test.each([
    ['NAME=value', 'value'],
    ['  NAME = value  ', 'value'],
    ['export NAME=value', 'value'],
    ['declare -x NAME="value"', 'value'],
    ['typeset -x NAME=value', 'value'],
    ["export NAME='va lue' # why", 'va lue'],
    ['NAME="val#ue" # why', 'val#ue'],
    ['NAME=val#ue # why', 'val#ue'],
    ['NAME=value;', 'value'],
    ['set -gx NAME value', 'value'],
    ['set --global --export NAME "value"', 'value'],
    ['setenv NAME value', 'value'],
    ['$env:NAME = "value"', 'value'],
    ['NAME=a=b==', 'a=b=='],
    ['NAME=one\r\nOTHER=two\rNAME=value', 'value'],
  ])('that says %j sets NAME', (text, value) => {
    expect(placesIn(text)['/NAME']).toBe(value);
  });

  test.each([
    ['# NAME=value'],
    ['; NAME=value'],
    ['NAME="value'],
    ["NAME='a\nb'"],
    ['echo NAME=value'],
    ['=value'],
    [''],
  ])('that says %j sets nothing', (text) => {
    expect(placesIn(text)['/NAME']).toBeUndefined();
  });

  it('has its headings in the place', () => {
    expect(placesIn('top = 1\n[default]\nkey = a\n[profile my/own]\nkey = b\n', 'config')).toEqual({
      '/top': '1',
      '/default/key': 'a',
      '/profile my~1own/key': 'b',
    });
  });
});

describe('a YAML file', () => {
  const yaml = (text: string) => placesIn(text, 'settings.yml');

  it('has members by their names, whatever stands around them', () => {
    expect(
      yaml(
        '---\n# why\ngithub.com:\n    user: me # who\n    "oauth token": \'a b\'\n    users:\n        me:\n            key: x\nlast: "#y"\n',
      ),
    ).toEqual({
      '/github.com/user': 'me',
      '/github.com/oauth token': 'a b',
      '/github.com/users/me/key': 'x',
      '/last': '#y',
    });
  });

  it('has items by their numbers, in the column of their name or behind it, in lines or in brackets', () => {
    const places = { '/models/0/name': 'a', '/models/0/apiKey': 'k', '/models/1/name': 'b', '/after': 'z' };
    expect(yaml('models:\n- name: a\n  apiKey: k\n- name: b\nafter: z\n')).toEqual(places);
    expect(yaml('models:\n  - name: a\n    apiKey: k\n  - name: b\nafter: z\n')).toEqual(places);
    expect(yaml('keys:\n  - a=1\n  - "b=2"\nmore: [c=3, \'d=4\']\n')).toEqual({
      '/keys/0': 'a=1',
      '/keys/1': 'b=2',
      '/more/0': 'c=3',
      '/more/1': 'd=4',
    });
  });

  it('passes over what tools do not write', () => {
    expect(yaml('ref: &name\nother: *name\ntagged: !secret\nlast: z\n')).toEqual({ '/last': 'z' });
    expect(yaml(`${'- '.repeat(5000)}deep: x\nkey: y\n`)).toMatchObject({ '/key': 'y' });
  });
});
