/// How OpenSSL's libraries read and write DER: their `d2i_…` and `i2d_…` functions, whichever library they were found in.
enum DerCoding {
  typealias Pointer = UnsafeMutableRawPointer
  typealias Decode = @convention(c) (Pointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Pointer?
  typealias Encode = @convention(c) (Pointer?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32

  /// The object that bytes are of, which the caller frees; nil when they are of none.
  static func decoded(_ bytes: [UInt8], _ decode: Decode) -> Pointer? {
    bytes.withUnsafeBufferPointer { b in
      var at = b.baseAddress
      return decode(nil, &at, b.count)
    }
  }
  /// Nil when the object cannot be written.
  static func encoded(_ object: Pointer?, _ encode: Encode) -> [UInt8]? {
    let count = Int(encode(object, nil))
    guard count > 0 else { return nil }
    var all = [UInt8](repeating: 0, count: count)
    all.withUnsafeMutableBufferPointer { b in
      var at = b.baseAddress
      _ = encode(object, &at)
    }
    return all
  }
}
