import CPCRE2

/// One character of a pattern: a letter, a set, a class. What it takes is asked of PCRE2 once for each character that turns up.
final class BacktrackingLeaf {
  /// The character, when it is one and its case counts.
  private let literal: UInt32?
  private var code: OpaquePointer?
  private var data: OpaquePointer?
  /// 0 not asked yet, 1 taken, 2 not taken.
  private var ascii = [UInt8](repeating: 0, count: 128)
  private var others: [UInt32: Bool] = [:]

  init(_ text: [UInt8], ignoreCase: Bool, singleline: Bool) {
    let isPlain = text.count == 1 && text[0] != 46
    literal = isPlain && !ignoreCase ? UInt32(text[0]) : nil
    if literal != nil { return }
    var flags = UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_ANCHORED)
    if ignoreCase { flags |= UInt32(PCRE2_CASELESS) }
    if singleline { flags |= UInt32(PCRE2_DOTALL) }
    var error: Int32 = 0
    var offset = 0
    code = text.withUnsafeBufferPointer { b in
      b.baseAddress.flatMap { pcre2_compile_8($0, b.count, flags, &error, &offset, nil) }
    }
    if let code { data = pcre2_match_data_create_from_pattern_8(code, nil) }
  }
  deinit {
    pcre2_match_data_free_8(data)
    pcre2_code_free_8(code)
  }

  func takes(_ scalar: UInt32) -> Bool {
    if let literal { return scalar == literal }
    if scalar < 128 {
      let known = ascii[Int(scalar)]
      if known != 0 { return known == 1 }
      let answer = ask(scalar)
      ascii[Int(scalar)] = answer ? 1 : 2
      return answer
    }
    if let known = others[scalar] { return known }
    let answer = ask(scalar)
    others[scalar] = answer
    return answer
  }
  private func ask(_ scalar: UInt32) -> Bool {
    guard let code, let data, let scalar = Unicode.Scalar(scalar) else { return false }
    let text = Array(String(scalar).utf8)
    return pcre2_match_8(code, text, text.count, 0, 0, data, nil) > 0
  }
}
