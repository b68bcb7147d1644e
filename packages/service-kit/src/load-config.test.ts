import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { ConfigError, commonConfig, loadConfig } from './load-config.ts';

const Config = Type.Object({
  URL: Type.String({ format: 'uri', description: 'Where it is' }),
  SECRET: Type.String({ minLength: 10, description: 'What nobody may see' }),
  SIZE: Type.Integer({ minimum: 1, default: 5 }),
  SWITCH: Type.Boolean({ default: false }),
  MODE: Type.Union([Type.Literal('on'), Type.Literal('off')], { default: 'on' }),
  NOTE: Type.Optional(Type.String()),
});
const good = { URL: 'http://127.0.0.1:1', SECRET: '0123456789' };

function refusalOf(env: NodeJS.ProcessEnv): string {
  try {
    loadConfig(Config, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

describe('configuration', () => {
  test('fills in defaults and leaves out what is optional', () => {
    expect(loadConfig(Config, good)).toEqual({ ...good, SIZE: 5, SWITCH: false, MODE: 'on' });
  });

  test('turns text into numbers and booleans', () => {
    const { SIZE, SWITCH } = loadConfig(Config, { ...good, SIZE: '12', SWITCH: 'true' });
    expect({ SIZE, SWITCH }).toEqual({ SIZE: 12, SWITCH: true });
  });

  test('takes only the settings of the schema out of the environment', () => {
    expect(loadConfig(Config, { ...good, PATH: '/bin' })).not.toHaveProperty('PATH');
  });

  test('names everything missing and malformed in one message, with what it is for', () => {
    const message = refusalOf({ SECRET: 'short', SIZE: 'many', SWITCH: 'perhaps', MODE: 'maybe' });
    expect(message).toMatch(/URL is missing.*Where it is/);
    expect(message).toMatch(/SECRET is malformed.*What nobody may see/);
    for (const name of ['SIZE', 'SWITCH', 'MODE']) expect(message).toContain(`${name} is malformed`);
  });

  test('says nothing of settings that are fine', () => {
    const message = refusalOf({ ...good, SIZE: '0' });
    for (const name of ['URL', 'SECRET', 'SWITCH', 'MODE', 'NOTE']) expect(message).not.toContain(name);
  });

  test('never shows a value, because it may be a secret', () => {
    const env = {
      URL: 'not-a-url-hunter2',
      SECRET: 'hunter3',
      SIZE: 'hunter4',
      SWITCH: 'hunter5',
      MODE: 'hunter6',
    };
    expect(refusalOf(env)).not.toMatch(/hunter/);
  });

  test('counts a variable that is set to nothing as missing, or as its default', () => {
    expect(refusalOf({ ...good, URL: '' })).toContain('URL is missing');
    expect(loadConfig(Config, { ...good, SIZE: '' }).SIZE).toBe(5);
  });

  test('refuses a port that is no port', () => {
    const Common = Type.Object(commonConfig);
    for (const PORT of ['http', '-1', '65536', '80.5']) {
      expect(() => loadConfig(Common, { PORT }), PORT).toThrow(/PORT is malformed/);
    }
  });
});
