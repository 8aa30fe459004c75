/// What zones are called in English, by the system's ICU: "Central European Time", "Central European Summer Time".
import Glibc
import Primitives

/// The part of ICU that knows the names of zones, loaded when one is asked for.
enum TimeZoneNames {
  private typealias Open = @convention(c) (UnsafePointer<UInt16>?, Int32, UnsafePointer<CChar>?, Int32, UnsafeMutablePointer<Int32>) -> OpaquePointer?
  private typealias Name = @convention(c) (OpaquePointer, Int32, UnsafePointer<CChar>?, UnsafeMutablePointer<UInt16>?, Int32, UnsafeMutablePointer<Int32>) -> Int32
  private typealias Close = @convention(c) (OpaquePointer) -> Void
  private typealias OpenFormat = @convention(c) (Int32, Int32, UnsafePointer<CChar>?, UnsafePointer<UInt16>?, Int32, UnsafePointer<UInt16>?, Int32, UnsafeMutablePointer<Int32>) -> OpaquePointer?
  private typealias Format = @convention(c) (OpaquePointer, Double, UnsafeMutablePointer<UInt16>?, Int32, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int32>) -> Int32

  private static let functions: (Open, Name, Close, OpenFormat, Format, Close)? = {
    if getenv("CSSHELL_NO_ICU") != nil { return nil }
    for version in [72] + Array((60...90).reversed()) {
      guard let library = dlopen("libicui18n.so.\(version)", RTLD_LAZY | RTLD_LOCAL) else { continue }
      func symbol<T>(_ name: String, _ type: T.Type) -> T? { dlsym(library, name + "_\(version)").map { unsafeBitCast($0, to: type) } }
      guard let open = symbol("ucal_open", Open.self), let name = symbol("ucal_getTimeZoneDisplayName", Name.self), let close = symbol("ucal_close", Close.self),
        let openFormat = symbol("udat_open", OpenFormat.self), let format = symbol("udat_format", Format.self), let closeFormat = symbol("udat_close", Close.self)
      else { return nil }
      return (open, name, close, openFormat, format, closeFormat)
    }
    return nil
  }()

  /// The names of winter and of summer; nil without ICU, or for a zone it has no name for.
  static func names(of id: String) -> (standard: String, daylight: String)? {
    guard let (open, name, close, _, _, _) = functions else { return nil }
    let units = Array(id.utf16)
    var status: Int32 = 0
    guard let calendar = open(units, Int32(units.count), "en_US", 0, &status), status <= 0 else { return nil }
    defer { close(calendar) }
    // UCAL_STANDARD 0, UCAL_DST 2
    func text(_ kind: Int32) -> String? {
      var buffer = [UInt16](repeating: 0, count: 128)
      var status: Int32 = 0
      let n = name(calendar, kind, "en_US", &buffer, 128, &status)
      return status <= 0 && n > 0 && n <= 128 ? String(decoding: buffer[..<Int(n)], as: UTF16.self) : nil
    }
    guard let standard = text(0), !standard.hasPrefix("GMT") else { return nil }
    return (standard, text(2) ?? standard)
  }

  /// "Central European Time (Berlin)": the name for the whole year, and the city unless the name has it.
  static func generic(of id: String) -> String? {
    func formatted(_ pattern: String) -> String? {
      guard let (_, _, _, open, format, close) = functions else { return nil }
      let zone = Array(id.utf16), letters = Array(pattern.utf16)
      var status: Int32 = 0
      // UDAT_PATTERN
      guard let formatter = open(-2, -2, "en_US", zone, Int32(zone.count), letters, Int32(letters.count), &status), status <= 0 else { return nil }
      defer { close(formatter) }
      var buffer = [UInt16](repeating: 0, count: 128)
      // milliseconds of a day in our time: a zone's name depends on whether it has a summer then
      let n = format(formatter, 1_700_000_000_000, &buffer, 128, nil, &status)
      return status <= 0 && n > 0 && n <= 128 ? String(decoding: buffer[..<Int(n)], as: UTF16.self) : nil
    }
    guard let name = formatted("vvvv"), !name.hasPrefix("GMT") else { return nil }
    guard let city = formatted("VVV"), !NetString.contains(name, city) else { return name }
    return "\(name) (\(city))"
  }
}
