/// Contents of answers as they were before they were packed.
import Engine
import Primitives

extension HttpClient.Response {
  /// What `Accept-Encoding` names, in .NET's order.
  public static let codings = ["gzip", "deflate", "br"]

  /// Undoes the last coding, as .NET's clients do: the answer says nothing of it then, nor of the packed content's length.
  /// - Throws: what the unpacking stream would throw
  public mutating func unpack() throws {
    guard let i = headers.lastIndex(where: { $0.name.equalsIgnoringCase("Content-Encoding") }) else { return }
    var all = headers[i].value.split(separator: ",").map { NetString.trim(String($0)) }
    guard let coding = all.popLast()?.lowercased(), HttpClient.Response.codings.contains(coding) else { return }
    switch coding {
    case "br": body = body.isEmpty ? [] : try LibBrotli.unpack(body)
    case "gzip": body = try PSCompressedStream.unpack(.gzip, body)
    // both are called so: with zlib's head and without
    default: body = try PSCompressedStream.unpack(body.first.map { $0 & 15 == 8 } == true ? .zlib : .deflate, body)
    }
    if all.isEmpty { headers.remove(at: i) } else { headers[i].value = all.joined(separator: ", ") }
    headers.removeAll { $0.name.equalsIgnoringCase("Content-Length") }
  }
}
