/**
 * One numbered step of the schema. It imports nothing from the living app, because the app moves on and the step must do
 * for ever what it did on the day it was written.
 */
export interface Migration {
  /** 1, 2, 3 … without a gap; kept in PRAGMA user_version. */
  version: number;
  name: string;
  up(db: { exec(sql: string): unknown }): void;
}
