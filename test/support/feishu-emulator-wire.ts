import protobuf from 'protobufjs';

/** A frame of the long connection; `payload` is JSON. */
export type Frame = { control: boolean; headers: Record<string, string>; payload: string };

export type FrameWire = { encode(frame: Frame): Uint8Array; decode(bytes: Uint8Array): Frame };

/** Both numbers are of 64 bits with the platform; small ones are the same on the wire, and need no library for long ones. */
const proto = `
syntax = "proto2";
package pbbp2;
message Header { required string key = 1; required string value = 2; }
message Frame {
  required uint32 SeqID = 1;
  required uint32 LogID = 2;
  required int32 service = 3;
  required int32 method = 4;
  repeated Header headers = 5;
  optional string payload_encoding = 6;
  optional string payload_type = 7;
  optional bytes payload = 8;
  optional string LogIDNew = 9;
}`;

type Decoded = { method: number; headers: { key: string; value: string }[]; payload: ArrayLike<number> };

export function createFrameWire(): FrameWire {
  const type = protobuf.parse(proto, { keepCase: true }).root.lookupType('pbbp2.Frame');
  return {
    encode({ control, headers, payload }) {
      const pairs = Object.entries(headers).map(([key, value]) => ({ key, value }));
      const fields = { SeqID: 1, LogID: 1, service: 1, method: control ? 0 : 1, headers: pairs };
      return type.encode({ ...fields, payload: new TextEncoder().encode(payload) }).finish();
    },
    decode(bytes) {
      const { method, headers, payload } = type.decode(bytes) as unknown as Decoded;
      return {
        control: method === 0,
        headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
        // A ping has none.
        payload: new TextDecoder().decode(Uint8Array.from(payload)),
      };
    },
  };
}
