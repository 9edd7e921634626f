/** Seconds as one reads a clock that runs down: "12 s", "4:05", "1:00:00". */
export function clockOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A length of time in one word or two: "30 s", "5 min", "6 h". */
export function lengthOf(seconds: number): string {
  if (seconds % 86_400 === 0 && seconds > 0) {
    return seconds === 86_400 ? '1 day' : `${seconds / 86_400} days`;
  }
  if (seconds % 3_600 === 0 && seconds > 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 && seconds > 0 ? `${seconds / 60} min` : `${seconds} s`;
}
