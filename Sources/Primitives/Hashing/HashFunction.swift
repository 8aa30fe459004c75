/// A hash fed in portions: what Get-FileHash and the `HashAlgorithm` classes need.
public protocol HashFunction {
  init()
  mutating func update(_ bytes: UnsafeRawBufferPointer)
  /// The digest; the function must not be used afterwards.
  mutating func finish() -> [UInt8]
}

extension HashFunction {
  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }
}

/// The hash functions by their .NET names.
public enum HashAlgorithm: String, CaseIterable, Sendable {
  case md5 = "MD5", sha1 = "SHA1", sha256 = "SHA256", sha384 = "SHA384", sha512 = "SHA512"

  /// By name, ignoring case.
  public init?(name: String) {
    guard let found = Self.allCases.first(where: { NetString.equalsIgnoreCase($0.rawValue, name) }) else { return nil }
    self = found
  }

  public func start() -> any HashFunction {
    switch self {
    case .md5: return Md5()
    case .sha1: return Sha1()
    case .sha256: return Sha256()
    case .sha384: return Sha384()
    case .sha512: return Sha512()
    }
  }

  public func digest(_ bytes: [UInt8]) -> [UInt8] {
    var hash = start()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }
}

/// Collects input into blocks and pads the last one (Merkle–Damgård).
struct BlockBuffer {
  let size: Int
  private var pending = [UInt8]()
  private(set) var length: UInt64 = 0

  init(size: Int) {
    self.size = size
    pending.reserveCapacity(size)
  }

  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ block: (UnsafeRawPointer) -> Void) {
    length &+= UInt64(bytes.count)
    var at = 0
    if !pending.isEmpty {
      let take = min(size - pending.count, bytes.count)
      pending.append(contentsOf: bytes[0..<take])
      at = take
      guard pending.count == size else { return }
      pending.withUnsafeBytes { if let base = $0.baseAddress { block(base) } }
      pending.removeAll(keepingCapacity: true)
    }
    if let base = bytes.baseAddress {
      while at + size <= bytes.count {
        // the rest is dropped: more than a block must never wait here
        if at > 0, at & 0xFFFFF < size, Attention.isWanted { return }
        block(base + at)
        at += size
      }
    }
    if at < bytes.count { pending.append(contentsOf: bytes[at...]) }
  }

  /// One bit, zeros, and the length in bits.
  mutating func pad(bigEndian: Bool, _ block: (UnsafeRawPointer) -> Void) {
    let bits = length &* 8
    var tail: [UInt8] = [0x80]
    let lengthBytes = size == 128 ? 16 : 8
    while (pending.count + tail.count + lengthBytes) % size != 0 { tail.append(0) }
    if size == 128 { tail.append(contentsOf: [UInt8](repeating: 0, count: 8)) }
    for index in 0..<8 { tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(bigEndian ? 56 - index * 8 : index * 8))) }
    tail.withUnsafeBytes { feed($0, block) }
  }
}

/// CRC-32 as in ZIP and PNG.
public struct Crc32: Sendable {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }
  private var state: UInt32 = 0xFFFF_FFFF
  public init() {}
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    Crc32.table.withUnsafeBufferPointer { table in
      for byte in bytes { state = state >> 8 ^ table[Int((state ^ UInt32(byte)) & 0xFF)] }
    }
  }
  public var value: UInt32 { ~state }
}
