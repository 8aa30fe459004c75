/// `UnixDomainSocketEndPoint`: a socket of the file system by its path.
import Engine

extension NetTypes {
  static func registerUnixSocketAddress() {
    let n = "System.Net.Sockets.UnixDomainSocketEndPoint"
    TypeTable.register("System.Net.EndPoint") { NetType("System.Net.EndPoint", base: TypeTable.object) }
    TypeTable.register(n) {
      NetType(n, base: TypeTable.get("System.Net.EndPoint")) { t in
        t.constructor("\(n) new(string path)") { a, _ in
          let path = a.string(0)
          if a.at(0).isNull { throw nullArgument("path") }
          guard (1..<108).contains(path.utf8.count) else {
            throw netError(
              "System.ArgumentOutOfRangeException",
              """
              The path '\(path)' is of an invalid length for use with domain sockets on this platform.  The length must be between 1 and 108 characters, \
              inclusive. (Parameter 'path')
              Actual value was \(path).
              """)
          }
          let o = PSObject(type: t)
          o.set("AddressFamily", .member("System.Net.Sockets.AddressFamily", 1))
          o.textForm = path
          return .object(o)
        }
      }
    }
  }
}
