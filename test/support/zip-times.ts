/** When its files are from, as the directory at the end has it, whatever zone this machine is in. */
export function timesInZip(zip: Buffer): string[] {
  const times: string[] = [];
  for (let place = zip.indexOf('PK\u0001\u0002'); place !== -1; place = zip.indexOf('PK\u0001\u0002', place + 1)) {
    const [time, day] = [zip.readUInt16LE(place + 12), zip.readUInt16LE(place + 14)];
    const parts = [day >> 9, (day >> 5) & 15, day & 31, time >> 11, (time >> 5) & 63];
    const [year = 0, month, date, hour, minute] = parts;
    const two = (part = 0): string => String(part).padStart(2, '0');
    times.push(`${year + 1980}-${two(month)}-${two(date)} ${two(hour)}:${two(minute)}`);
  }
  return times;
}
