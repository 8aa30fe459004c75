/// DEFLATE (RFC 1951): the compression of ZIP and gzip files, in both directions. Ctrl+C cuts both short: see `Attention`.
import Primitives

public enum Deflate {
  public struct Broken: Error { public let reason: String }

  private static let lengthBase: [Int] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258]
  private static let lengthBits: [Int] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
  private static let distanceBase: [Int] = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577]
  private static let distanceBits: [Int] = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13]

  // MARK: Reading

  /// A code: how many words have each length, and the symbols in order of their words.
  private struct Code {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int]
    init(_ lengths: ArraySlice<UInt8>) {
      symbols = [Int](repeating: 0, count: lengths.count)
      for l in lengths { counts[Int(l)] += 1 }
      counts[0] = 0
      var offsets = [Int](repeating: 0, count: 16)
      for i in 1..<15 { offsets[i + 1] = offsets[i] + counts[i] }
      for (k, l) in lengths.enumerated() where l != 0 { symbols[offsets[Int(l)]] = k; offsets[Int(l)] += 1 }
    }
  }
  private struct Bits {
    let b: ArraySlice<UInt8>
    var at: Int
    var held: UInt32 = 0, count = 0
    init(_ b: ArraySlice<UInt8>) { self.b = b; at = b.startIndex }
    mutating func take(_ n: Int) throws -> Int {
      while count < n {
        guard at < b.endIndex else { throw Broken(reason: "the data end too early") }
        held |= UInt32(b[at]) << UInt32(count)
        at += 1
        count += 8
      }
      let v = Int(held & ((1 << UInt32(n)) - 1))
      held >>= UInt32(n)
      count -= n
      return v
    }
    mutating func symbol(_ c: Code) throws -> Int {
      var word = 0, first = 0, index = 0
      for l in 1...15 {
        word |= try take(1)
        let n = c.counts[l]
        if word - n < first { return c.symbols[index + word - first] }
        index += n
        first = (first + n) << 1
        word <<= 1
      }
      throw Broken(reason: "a code word that does not exist")
    }
  }
  private static let fixedLiterals = Code(([UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24) + [UInt8](repeating: 8, count: 8))[...])
  private static let fixedDistances = Code([UInt8](repeating: 5, count: 30)[...])

  /// The bytes that were compressed. More than `limit` of them is an error: a few bytes can unfold to gigabytes.
  public static func inflate(_ data: ArraySlice<UInt8>, limit: Int) throws -> [UInt8] {
    var bits = Bits(data), out: [UInt8] = []
    while true {
      let isLast = try bits.take(1) == 1
      switch try bits.take(2) {
      case 0:
        bits.held = 0
        bits.count = 0
        guard bits.at + 4 <= data.endIndex else { throw Broken(reason: "the data end too early") }
        let n = Int(data[bits.at]) | Int(data[bits.at + 1]) << 8, check = Int(data[bits.at + 2]) | Int(data[bits.at + 3]) << 8
        guard n == ~check & 0xFFFF, bits.at + 4 + n <= data.endIndex else { throw Broken(reason: "a block of the wrong length") }
        out.append(contentsOf: data[(bits.at + 4)..<(bits.at + 4 + n)])
        bits.at += 4 + n
      case 1: try block(&bits, fixedLiterals, fixedDistances, &out, limit)
      case 2:
        let literals = try bits.take(5) + 257, distances = try bits.take(5) + 1, n = try bits.take(4) + 4
        guard literals <= 286, distances <= 30 else { throw Broken(reason: "too many code words") }
        var lengths = [UInt8](repeating: 0, count: 19)
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        for k in 0..<n { lengths[order[k]] = UInt8(try bits.take(3)) }
        let code = Code(lengths[...])
        var all: [UInt8] = []
        while all.count < literals + distances {
          let s = try bits.symbol(code)
          if s < 16 { all.append(UInt8(s)); continue }
          if s == 16, all.isEmpty { throw Broken(reason: "nothing to repeat") }
          let v = s == 16 ? all[all.count - 1] : 0
          let times = s == 16 ? 3 + (try bits.take(2)) : s == 17 ? 3 + (try bits.take(3)) : 11 + (try bits.take(7))
          guard all.count + times <= literals + distances else { throw Broken(reason: "too many code words") }
          all.append(contentsOf: repeatElement(v, count: times))
        }
        try block(&bits, Code(all[..<literals]), Code(all[literals...]), &out, limit)
      default: throw Broken(reason: "a block of unknown kind")
      }
      if out.count > limit { throw Broken(reason: "more data than announced") }
      if isLast { return out }
    }
  }
  private static func block(_ bits: inout Bits, _ literals: Code, _ distances: Code, _ out: inout [UInt8], _ limit: Int) throws {
    var symbols = 0
    while true {
      let s = try bits.symbol(literals)
      symbols &+= 1
      if symbols & 0xFFFF == 0, Attention.isWanted { throw Broken(reason: "nobody waits for it") }
      if s < 256 { out.append(UInt8(s)); if out.count > limit { throw Broken(reason: "more data than announced") }; continue }
      if s == 256 { return }
      guard s - 257 < 29 else { throw Broken(reason: "a length that does not exist") }
      let n = lengthBase[s - 257] + (try bits.take(lengthBits[s - 257]))
      let d = try bits.symbol(distances)
      guard d < 30 else { throw Broken(reason: "a distance that does not exist") }
      let back = distanceBase[d] + (try bits.take(distanceBits[d]))
      guard back <= out.count, out.count + n <= limit else { throw Broken(reason: back > out.count ? "a distance before the beginning" : "more data than announced") }
      for _ in 0..<n { out.append(out[out.count - back]) }
    }
  }

  // MARK: Writing

  private struct Writer {
    var out: [UInt8] = []
    var held: UInt32 = 0, count: UInt32 = 0
    mutating func put(_ v: Int, _ n: Int) {
      held |= UInt32(truncatingIfNeeded: v) << count
      count += UInt32(n)
      while count >= 8 { out.append(UInt8(truncatingIfNeeded: held)); held >>= 8; count -= 8 }
    }
    /// Code words go out highest bit first.
    mutating func word(_ v: Int, _ n: Int) {
      var r = 0
      for k in 0..<n where v >> k & 1 == 1 { r |= 1 << (n - 1 - k) }
      put(r, n)
    }
    mutating func literal(_ s: Int) {
      if s < 144 { word(0x30 + s, 8) } else if s < 256 { word(0x190 + s - 144, 9) } else if s < 280 { word(s - 256, 7) } else { word(0xC0 + s - 280, 8) }
    }
    mutating func finish() -> [UInt8] { if count > 0 { out.append(UInt8(truncatingIfNeeded: held)) }; return out }
  }
  /// Compresses with the fixed code; `effort` = how many earlier places are tried for each match.
  public static func deflate(_ data: [UInt8], effort: Int = 32) -> [UInt8] {
    var w = Writer()
    w.put(1, 1)
    w.put(1, 2)
    let n = data.count
    var heads = [Int32](repeating: -1, count: 1 << 15), chain = [Int32](repeating: -1, count: n)
    func key(_ i: Int) -> Int { (Int(data[i]) << 10 ^ Int(data[i + 1]) << 5 ^ Int(data[i + 2])) & 0x7FFF }
    var i = 0, steps = 0
    while i < n {
      steps &+= 1
      if steps & 0x3FFF == 0, Attention.isWanted { break }
      var best = 0, distance = 0
      if i + 3 <= n {
        var at = Int(heads[key(i)]), tries = effort
        let most = min(258, n - i)
        while at >= 0, i - at <= 32768, tries > 0 {
          if best == 0 || data[at + best] == data[i + best] {
            var l = 0
            while l < most, data[at + l] == data[i + l] { l += 1 }
            if l > best { best = l; distance = i - at; if l == most { break } }
          }
          at = Int(chain[at])
          tries -= 1
        }
      }
      let step: Int
      if best >= 3 {
        let l = (lengthBase.lastIndex { $0 <= best }) ?? 0
        w.literal(257 + l)
        w.put(best - lengthBase[l], lengthBits[l])
        let d = (distanceBase.lastIndex { $0 <= distance }) ?? 0
        w.word(d, 5)
        w.put(distance - distanceBase[d], distanceBits[d])
        step = best
      } else { w.literal(Int(data[i])); step = 1 }
      for k in i..<(i + step) where k + 3 <= n { let h = key(k); chain[k] = heads[h]; heads[h] = Int32(truncatingIfNeeded: k) }
      i += step
    }
    w.literal(256)
    return w.finish()
  }

  private static let table: [UInt32] = (0..<256).map { n in (0..<8).reduce(UInt32(n)) { c, _ in c & 1 == 1 ? 0xEDB8_8320 ^ c >> 1 : c >> 1 } }
  public static func crc32(_ data: [UInt8]) -> UInt32 {
    var c: UInt32 = 0xFFFF_FFFF
    for b in data { c = table[Int((c ^ UInt32(b)) & 0xFF)] ^ c >> 8 }
    return ~c
  }
}
