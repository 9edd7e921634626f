import { z } from 'zod';

/** What an archive's fields may hold. Looser than what people may type: what is stored was checked when it came. */

const storable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** Text that PostgreSQL can store, with a length in UTF-16 units that no honest one reaches. */
export const Text = (maxUnits: number) =>
  z.string().max(maxUnits).refine(storable, 'holds broken Unicode');

export const Time = z.iso.datetime();
export const Place = z.int().positive().max(Number.MAX_SAFE_INTEGER);
export const Image = z.url({ protocol: /^https?$/ }).max(2_000);
export const MESSAGE_MAX_UNITS = 8_000;
export const NAME_MAX_UNITS = 500;
