import { describe, expect, it } from '@jest/globals';
import { portsOf, readStackSettings } from './settings.ts';

describe('the ports of the local stack', () => {
  it('are those of the documentation without settings', () => {
    const settings = readStackSettings({});
    expect(settings.services.feedback).toEqual({ port: 7101, managementPort: 8101 });
    expect(settings.services.notifications).toEqual({ port: 7105, managementPort: 8105 });
    expect(settings.postgresPort).toBe(5433);
  });

  it('can be moved one by one, and the management port moves along', () => {
    expect(readStackSettings({ COMPLAINTS_PORT: '4000' }).services.complaints).toEqual({
      port: 4000,
      managementPort: 5000,
    });
  });

  it('name every fault at once', () => {
    const wrong = { FEEDBACK_PORT: 'x', HARKEN_KAFKA_PORT: '70000', ANALYTICS_PORT: '65000' };
    expect(() => readStackSettings(wrong)).toThrow(/HARKEN_KAFKA_PORT[\s\S]*FEEDBACK_PORT[\s\S]*ANALYTICS_PORT/);
  });

  it('are all checked before anything starts', () => {
    expect(portsOf(readStackSettings({}))).toHaveLength(13);
  });
});
