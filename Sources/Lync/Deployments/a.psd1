# Deployment a: Lync Server 2010 and Lync Server 2013 side by side.
# Names without a dot get the forest's domain.
@{
  Name = 'a'
  Title = 'Lync Server 2010 and Lync Server 2013'
  Forest = 'litwareinc.com'
  Seed = 2010
  SipDomains = 'litwareinc.com', 'eu.litwareinc.com'
  CurrentComputer = 'fe13a'
  Site = @{ Name = 'Redmond'; SiteId = '1'; Description = 'Head office' }
  CmsPool = 'pool10'

  Pools = @(
    @{ Fqdn = 'pool10'; Version = 5; Computers = 'fe10a', 'fe10b'; Sql = 'sql10'; Edge = 'edge10'; Mediation = $true }
    @{ Fqdn = 'pool13'; Version = 6; Computers = 'fe13a', 'fe13b', 'fe13c'; Sql = 'sql13'; Edge = 'edge10' }
  )
  Edges = @(
    @{ Fqdn = 'edge10'; Version = 5; Registrar = 'pool10'; External = 'sip.litwareinc.com' }
  )
  Computers = 'app3', 'app4', 'acd3', 'acd4', 'trustedapps'

  ApplicationPools = @(
    @{ Fqdn = 'acd'; Version = 5; Computers = 'acd1', 'acd2'; Registrar = 'pool10'; Runtime = '3.0'
       Applications = @(
         @{ Id = 'acd'; Port = 6000; Endpoints = @(@{ Sip = 'acd'; Name = 'Call center' }, @{ Sip = 'acd-es'; Name = 'Call center (Spanish)' }) }
         @{ Id = 'recorder'; Port = 6010; Endpoints = @{ Sip = 'recorder'; Name = 'Call recorder' } }
       ) }
    @{ Fqdn = 'ivr'; Version = 6; Computers = 'ivr'; Registrar = 'pool13'; Runtime = '3.0'
       Applications = @{ Id = 'ivr'; Port = 7000; Endpoints = @{ Sip = 'ivr'; Name = 'Voice menu' } } }
  )
  Packages = @{ acd1 = 'UCMA3Runtime'; acd2 = 'UCMA3Runtime'; ivr = 'UCMA3Runtime' }

  ConferenceDirectories = @( @{ Id = 1; Pool = 'pool10' }, @{ Id = 2; Pool = 'pool10' }, @{ Id = 3; Pool = 'pool13' } )
  AccessNumbers = @(
    @{ Sip = 'RedmondDialIn'; Name = 'Redmond'; LineURI = 'tel:+14255550100'; Number = '+1 (425) 555-0100'; Pool = 'pool10'; Language = 'en-US'; Regions = 'Redmond' }
    @{ Sip = 'LondonDialIn'; Name = 'London'; LineURI = 'tel:+442075550100'; Number = '+44 20 7555 0100'; Pool = 'pool10'; Language = 'en-GB'; Regions = 'London' }
  )
  Contacts = @(
    @{ Owner = 'Rgs'; Sip = 'helpdesk'; Name = 'Help desk'; Pool = 'pool10' }
    @{ Owner = 'testbot'; Name = 'Audio Test Service'; Pool = 'pool10' }
    @{ Owner = 'testbot'; Name = 'Audio Test Service'; Pool = 'pool13' }
  )

  Policies = @(
    @{ Kind = 'ConferencingPolicy'; Identity = 'Tag:Sales' }
    @{ Kind = 'ConferencingPolicy'; Identity = 'Tag:Execs' }
    @{ Kind = 'DialPlan'; Identity = 'Tag:Redmond'; Settings = 'DialinConferencingRegion=Redmond' }
    @{ Kind = 'DialPlan'; Identity = 'Global'; Settings = 'DialinConferencingRegion=London' }
  )
  DepartmentPolicies = @{ Sales = 'ConferencingPolicy=Tag:Sales', 'DialPlan=Tag:Redmond'; Execs = 'ConferencingPolicy=Tag:Execs', 'DialPlan=Tag:Redmond' }

  Users = @(
    @{ Logon = 'kenmyer'; Name = 'Ken Myer'; Department = 'Sales'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550101'; Contacts = 11; Pin = $true }
    @{ Logon = 'pilar'; Name = 'Pilar Ackerman'; Department = 'Sales'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550102'; Contacts = 18 }
    @{ Logon = 'haoc'; Name = 'Hao Chen'; Department = 'Sales'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550103'; Contacts = 25; Pin = $true }
    @{ Logon = 'katiej'; Name = 'Katie Jordan'; Department = 'Sales'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2013'; Contacts = 9 }
    @{ Logon = 'cheny'; Name = 'Chen Yang'; Department = 'Sales'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 16 }
    @{ Logon = 'claush'; Name = 'Claus Hansen'; Department = 'Sales'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550106'; Contacts = 23; Pin = $true }
    @{ Logon = 'alicec'; Name = 'Alice Ciccu'; Department = 'Finance'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 7 }
    @{ Logon = 'andread'; Name = 'Andrea Dunker'; Department = 'Finance'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 14 }
    @{ Logon = 'bartd'; Name = 'Bart Duncan'; Department = 'Finance'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550109'; Contacts = 21 }
    @{ Logon = 'belindan'; Name = 'Belinda Newman'; Department = 'Finance'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2013'; Contacts = 5 }
    @{ Logon = 'carolp'; Name = 'Carol Philips'; Department = 'Finance'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 12 }
    @{ Logon = 'danp'; Name = 'Dan Park'; Department = 'Training'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 19 }
    @{ Logon = 'davidj'; Name = 'David Jaffe'; Department = 'Training'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 26 }
    @{ Logon = 'donh'; Name = 'Don Hall'; Department = 'Training'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 10 }
    @{ Logon = 'evac'; Name = 'Eva Corets'; Department = 'Marketing'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 17 }
    @{ Logon = 'gabef'; Name = 'Gabe Frost'; Department = 'Marketing'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550116'; Contacts = 24; Pin = $true; PinLocked = $true }
    @{ Logon = 'garthf'; Name = 'Garth Fort'; Department = 'Execs'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550117'; Contacts = 8; Pin = $true }
    @{ Logon = 'hollyh'; Name = 'Holly Holt'; Department = 'Execs'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550118'; Contacts = 15 }
    @{ Logon = 'iant'; Name = 'Ian Tien'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550119'; Contacts = 22 }
    @{ Logon = 'jayh'; Name = 'Jay Hamlin'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; LineURI = 'tel:+14255550120'; Contacts = 6 }
    @{ Logon = 'jimd'; Name = 'Jim Daly'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2010'; Contacts = 13 }
    @{ Logon = 'judyl'; Name = 'Judy Lew'; Department = 'IT'; Home = 'pool13'; Enabled = $true; Client = 'Lync 2013'; Contacts = 20 }
    @{ Logon = 'juliani'; Name = 'Julian Isla'; Department = 'Legal'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 4 }
    @{ Logon = 'karif'; Name = 'Kari Furse'; Department = 'Legal'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 11 }
    @{ Logon = 'lolaj'; Name = 'Lola Jacobsen'; Department = 'Legal'; Home = 'pool10'; Enabled = $true; Client = 'Office Communicator 2007 R2'; Contacts = 18 }
    @{ Logon = 'lorip'; Name = 'Lori Penor'; Department = 'HR'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 25 }
    @{ Logon = 'lukaa'; Name = 'Luka Abrus'; Department = 'HR'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 9 }
    @{ Logon = 'mariac'; Name = 'Maria Cameron'; Department = 'HR'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; Contacts = 16 }
    @{ Logon = 'miken'; Name = 'Mike Nash'; Department = 'Support'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550129'; Contacts = 23 }
    @{ Logon = 'naokis'; Name = 'Naoki Sato'; Department = 'Support'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550130'; Contacts = 7 }
    @{ Logon = 'oliverl'; Name = 'Oliver Lee'; Department = 'Support'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550131'; Contacts = 14 }
    @{ Logon = 'qinh'; Name = 'Qin Hong'; Department = 'Support'; Home = 'pool10'; Enabled = $true; Client = 'Lync 2010'; LineURI = 'tel:+14255550132'; Contacts = 21 }
    @{ Logon = 'roby'; Name = 'Rob Young'; Department = 'Support'; Enabled = $true; Client = 'Lync 2010'; Contacts = 5 }
    @{ Logon = 'seanc'; Name = 'Sean Chai'; Department = 'Facilities' }
    @{ Logon = 'tonip'; Name = 'Toni Poe'; Department = 'Facilities' }
    @{ Logon = 'yanl'; Name = 'Yan Li'; Department = 'Facilities'; Home = 'pool10'; Enabled = $false; Client = 'Lync 2010'; Contacts = 26 }
  )
  External = @(
    @{ SipAddress = 'sip:adam@fabrikam.com'; Client = 'Office Communicator 2007' }
    @{ SipAddress = 'sip:anna@fabrikam.com'; Client = 'Lync 2013' }
  )

  Meetings = @(
    @{ Title = 'a-01 Pipeline review'; Organizer = 'kenmyer'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-10 09:00'; Content = 'PowerPoint|Pipeline.pptx|Lync 2010' }
    @{ Title = 'a-02 Forecast'; Organizer = 'kenmyer'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-12 10:00' }
    @{ Title = 'a-03 Account planning'; Organizer = 'kenmyer'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-13 10:00' }
    @{ Title = 'a-04 Partner call'; Organizer = 'kenmyer'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-14 10:00' }
    @{ Title = 'a-05 Quarter close'; Organizer = 'kenmyer'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-15 10:00' }
    @{ Title = 'a-06 Team meeting'; Organizer = 'kenmyer'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-16 10:00' }
    @{ Title = 'a-07 Product deck'; Organizer = 'haoc'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-17 14:00'; Content = 'PowerPoint|Product.pptx|Lync 2010', 'Whiteboard|Sketches|Lync 2010' }
    @{ Title = 'a-08 Customer survey'; Organizer = 'claush'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-18 11:00'; Content = 'PowerPoint|Survey.pptx|Lync 2010', 'Poll|Survey questions|Lync 2010' }
    @{ Title = 'a-09 Survey results'; Organizer = 'claush'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-25 11:00' }
    @{ Title = 'a-10 Design review'; Organizer = 'katiej'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2013'; Host = 'pool10'; Start = '2014-03-19 15:00' }
    @{ Title = 'a-11 Board preparation'; Organizer = 'garthf'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-20 08:30'; Locked = $true; Invitees = 'sip:adam@fabrikam.com' }
    @{ Title = 'a-12 Launch'; Organizer = 'pilar'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2013'; AddIn = 'Lync2013'; Host = 'pool13'; Start = '2014-03-21 13:00'; Content = 'PowerPoint|Launch.pptx|Lync 2013' }
    @{ Title = 'a-13 Contract review'; Organizer = 'lolaj'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-24 10:00' }
    @{ Title = 'a-14 Facilities'; Organizer = 'yanl'; Kind = 'LyncOnlineMeeting'; CreatedOn = '2010'; AddIn = 'Lync2010'; Host = 'pool10'; Start = '2014-03-26 16:00' }
  )
}
