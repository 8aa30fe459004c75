/// A library of the system that is looked for when something first needs it: starting the shell pays nothing for it, and where it is not
/// installed all the rest works.
import Glibc

struct LoadedLibrary {
  private let handle: UnsafeMutableRawPointer
  /// Every symbol asked for was there. One that is missing ends the whole before anything is called.
  private(set) var isWhole = true

  /// - Parameter names: the first that is installed is taken
  init?(_ names: String...) {
    guard let found = names.lazy.compactMap({ dlopen($0, RTLD_LAZY | RTLD_LOCAL) }).first else { return nil }
    handle = found
  }
  /// A function of the library or of those it needs.
  mutating func symbol<T>(_ name: String, _: T.Type = T.self) -> T {
    if let found = dlsym(handle, name) { return unsafeBitCast(found, to: T.self) }
    isWhole = false
    return unsafeBitCast(dlsym(nil, "abort"), to: T.self)
  }
  /// Nil for one that only some versions have.
  func optional<T>(_ name: String, _: T.Type = T.self) -> T? { dlsym(handle, name).map { unsafeBitCast($0, to: T.self) } }

  /// Somebody tries what happens without OpenSSL.
  static var isOpenSslHidden: Bool { getenv("CSSHELL_NO_OPENSSL") != nil }
}
